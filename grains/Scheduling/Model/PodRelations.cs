namespace Orchestrator.Grains.Scheduling.Model;

/// <summary>What a pod asks of the pods around it: affinity, anti-affinity, spread. Pods that ask the same share one instance. Immutable.</summary>
internal sealed class PodRelations
{
    /// <summary>Nothing.</summary>
    public static PodRelations None { get; } = new();

    /// <summary>Required pod affinity: each must be met.</summary>
    public PodTerm[] RequiredAffinity { get; init; } = [];

    /// <summary>Required pod anti-affinity.</summary>
    public PodTerm[] RequiredAntiAffinity { get; init; } = [];

    /// <summary>Preferred pod affinity (weights above 0) and anti-affinity (below).</summary>
    public WeightedPodTerm[] Preferred { get; init; } = [];

    /// <summary><c>spec.topologySpreadConstraints</c>.</summary>
    public SpreadConstraint[] Spread { get; init; } = [];
}
