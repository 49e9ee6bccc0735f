using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Storage;
using Orleans.Runtime;

namespace Orchestrator.Grains.Objects.Pods;

/// <summary>A pod.</summary>
public sealed class PodGrain(
    [PersistentState("object", LedgerStorage.Name)] IPersistentState<ObjectState> state,
    ObjectServices services)
    : ResourceGrain(state, services, PodBehavior.Instance), IPodGrain;
