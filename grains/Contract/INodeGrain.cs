using Orleans;

namespace Orchestrator.Grains.Contract;

/// <summary>A node: besides what every object does, its agent's heartbeats end here.</summary>
[Alias("INodeGrain")]
public interface INodeGrain : IResourceGrain;
