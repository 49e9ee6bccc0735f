using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Storage;
using Orchestrator.Grains.Objects.Writing;
using Orleans.Runtime;

namespace Orchestrator.Grains.Objects;

/// <summary>An object of a kind without a grain of its own.</summary>
public sealed class ObjectGrain(
    [PersistentState("object", LedgerStorage.Name)] IPersistentState<ObjectState> state,
    ObjectServices services)
    : ResourceGrain(state, services, behavior: null), IObjectGrain;
