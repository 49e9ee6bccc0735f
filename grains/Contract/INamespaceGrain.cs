using Orleans;

namespace Orchestrator.Grains.Contract;

/// <summary>A namespace: it goes only when its contents are gone and its <c>spec.finalizers</c> are empty.</summary>
[Alias("INamespaceGrain")]
public interface INamespaceGrain : IResourceGrain;
