using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Storage;
using Orleans.Runtime;

namespace Orchestrator.Grains.Objects.Services;

/// <summary>A service.</summary>
public sealed class ServiceGrain(
    [PersistentState("object", LedgerStorage.Name)] IPersistentState<ObjectState> state,
    ObjectServices services,
    ServiceNetwork network,
    ServiceRanges ranges)
    : ResourceGrain(state, services, new ServiceBehavior(network, ranges)), IServiceGrain;
