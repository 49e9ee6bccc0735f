using Orleans;

namespace Orchestrator.Grains.Contract;

/// <summary>An object of any kind that has no grain of its own.</summary>
[Alias("IObjectGrain")]
public interface IObjectGrain : IResourceGrain;
