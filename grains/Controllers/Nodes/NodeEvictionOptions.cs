namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>How many nodes a second lose their pods because they are not ready, in each zone.</summary>
internal sealed record NodeEvictionOptions
{
    /// <summary>In a zone that is well, or that has failed altogether while others have not (<c>--node-eviction-rate</c>).</summary>
    public double Rate { get; init; } = 0.1;

    /// <summary>In a large zone that has failed in part (<c>--secondary-node-eviction-rate</c>).</summary>
    public double SecondaryRate { get; init; } = 0.01;

    /// <summary>From how many nodes on a zone is large; a smaller one that has failed in part keeps its pods (<c>--large-cluster-size-threshold</c>).</summary>
    public int LargeZone { get; init; } = 50;

    /// <summary>The rate for a zone.</summary>
    public double RateOf(ZoneHealth health) => health.State switch
    {
        ZoneState.PartialDisruption => health.Size > LargeZone ? SecondaryRate : 0,
        _ => Rate,
    };
}
