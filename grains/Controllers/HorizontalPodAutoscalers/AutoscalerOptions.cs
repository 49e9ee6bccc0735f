namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers;

/// <summary>How autoscalers are worked on; the defaults are those of kube-controller-manager's <c>--horizontal-pod-autoscaler-*</c> flags.</summary>
public sealed record AutoscalerOptions
{
    /// <summary>How often each is looked at: metrics change without anybody being told.</summary>
    public TimeSpan SyncPeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a higher recommendation holds, where the autoscaler does not say.</summary>
    public TimeSpan DownscaleStabilization { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after its start a pod's processor time may be that of its initialization.</summary>
    public TimeSpan CpuInitializationPeriod { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A pod that became unready within this time of its start counts as never having been ready.</summary>
    public TimeSpan InitialReadinessDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How far from 1 the ratio of what is to what should be may be without anything being done, where the autoscaler does not say.</summary>
    public double Tolerance { get; init; } = 0.1;
}
