using Orleans;

namespace Orchestrator.Grains.Contract;

/// <summary>A service: besides what every object does, it holds cluster addresses and node ports, each of them alone.</summary>
[Alias("IServiceGrain")]
public interface IServiceGrain : IResourceGrain;
