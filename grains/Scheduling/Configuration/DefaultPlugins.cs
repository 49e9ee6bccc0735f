namespace Orchestrator.Grains.Scheduling.Configuration;

/// <summary>The plugins that a profile has unless it says otherwise, in their order and with their weights, as in Kubernetes 1.35.</summary>
internal static class DefaultPlugins
{
    /// <summary>Names and weights.</summary>
    public static IReadOnlyList<(string Name, int Weight)> All { get; } =
    [
        ("SchedulingGates", 0),
        ("NodeUnschedulable", 0),
        ("NodeName", 0),
        ("TaintToleration", 3),
        ("NodeAffinity", 2),
        ("NodePorts", 0),
        ("NodeResourcesFit", 1),
        ("VolumeRestrictions", 0),
        ("NodeVolumeLimits", 0),
        ("VolumeBinding", 0),
        ("VolumeZone", 0),
        ("PodTopologySpread", 2),
        ("InterPodAffinity", 2),
        ("DynamicResources", 2),
        ("DefaultPreemption", 0),
        ("NodeResourcesBalancedAllocation", 1),
        ("ImageLocality", 1),
        ("DefaultBinder", 0),
    ];
}
