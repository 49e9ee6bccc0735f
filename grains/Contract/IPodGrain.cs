using Orleans;

namespace Orchestrator.Grains.Contract;

/// <summary>A pod: besides what every object does, it is bound to a node once, ends gracefully, and is evicted.</summary>
[Alias("IPodGrain")]
public interface IPodGrain : IResourceGrain;
