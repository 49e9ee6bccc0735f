using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Storage;
using Orleans.Runtime;

namespace Orchestrator.Grains.Objects.Namespaces;

/// <summary>A namespace.</summary>
public sealed class NamespaceGrain(
    [PersistentState("object", LedgerStorage.Name)] IPersistentState<ObjectState> state,
    ObjectServices services)
    : ResourceGrain(state, services, NamespaceBehavior.Instance), INamespaceGrain;
