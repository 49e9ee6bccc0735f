namespace Orchestrator.Grains.Nodes;

/// <summary>
/// How long a node may be silent, and how many nodes a second lose their pods in each zone when they are not ready. The names of kube-controller-manager's flags stand with each.
/// </summary>
public sealed record NodeLifecycleOptions
{
    /// <summary>How long a node may be silent before its conditions become Unknown: five heartbeats (<c>--node-monitor-grace-period</c>), as in a real 1.35 cluster.</summary>
    public TimeSpan MonitorGracePeriod { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>Nodes a second, in a zone that is well, or that has failed altogether while others have not (<c>--node-eviction-rate</c>).</summary>
    public double EvictionRate { get; init; } = 0.1;

    /// <summary>Nodes a second, in a large zone that has failed in part (<c>--secondary-node-eviction-rate</c>).</summary>
    public double SecondaryEvictionRate { get; init; } = 0.01;

    /// <summary>Which part of a zone's nodes must not be ready for it to have failed in part (<c>--unhealthy-zone-threshold</c>).</summary>
    public double UnhealthyZoneThreshold { get; init; } = 0.55;

    /// <summary>Above how many nodes a zone is large; a smaller one that has failed in part keeps its pods (<c>--large-cluster-size-threshold</c>).</summary>
    public int LargeZone { get; init; } = 50;
}
