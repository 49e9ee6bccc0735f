using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins;

/// <summary>A pod with <c>spec.schedulingGates</c> is not tried until all are taken away.</summary>
internal sealed class SchedulingGates : IPreEnqueuePlugin, IQueueingHints
{
    private static readonly Rejection Gated = new("SchedulingGates", "Scheduling is blocked due to non-empty scheduling gates") { Resolvable = false };

    public string Name => "SchedulingGates";

    /// <summary>None but the pod's own change, which has it looked at anew anyway.</summary>
    public IReadOnlyList<QueueingHint> Hints => [];

    public Rejection? PreEnqueue(PodInfo pod) => pod.Object?.Spec.SchedulingGates is { Count: > 0 } ? Gated : null;
}
