using Orleans;
using Orleans.Concurrency;

namespace Orchestrator.Grains.Controllers;

/// <summary>One controller's work on one object. The key is <c>controller|group/resource/namespace/name</c>.</summary>
[Alias("IControllerGrain")]
public interface IControllerGrain : IGrainWithStringKey
{
    /// <summary>Something that may concern the object changed, at that revision or before: look when the replica has it. Pokes during a look become one more look.</summary>
    [OneWay, AlwaysInterleave, Alias("PokeAsync")]
    Task PokeAsync(long revision);

    /// <summary>What the controller last made of the object. One that has not looked since it is active looks first, which is always allowed.</summary>
    [AlwaysInterleave, Alias("ExplainAsync")]
    Task<ControllerReport> ExplainAsync();
}
