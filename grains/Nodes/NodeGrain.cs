using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects;
using Orchestrator.Grains.Objects.Storage;
using Orchestrator.Grains.Objects.Writing;
using Orleans.Runtime;

namespace Orchestrator.Grains.Nodes;

/// <summary>A node.</summary>
public sealed class NodeGrain(
    [PersistentState("object", LedgerStorage.Name)] IPersistentState<ObjectState> state,
    ObjectServices services)
    : ResourceGrain(state, services, KindBehavior.None), INodeGrain;
