namespace Orchestrator.Grains.Controllers.PodGarbage;

/// <summary>How patient the pod garbage collector is.</summary>
public sealed record PodGarbageOptions
{
    /// <summary>How many pods that have ended are kept; 0 for all (<c>--terminated-pod-gc-threshold</c>).</summary>
    public int TerminatedPodThreshold { get; init; } = 12_500;

    /// <summary>How long a node must be gone before its pods are: it may only be registering anew.</summary>
    public TimeSpan Quarantine { get; init; } = TimeSpan.FromSeconds(40);
}
