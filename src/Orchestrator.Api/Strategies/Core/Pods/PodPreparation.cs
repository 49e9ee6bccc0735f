using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>What becomes of a pod as it is created and deleted.</summary>
internal static class PodPreparation
{
    /// <summary>A new pod is pending whatever its creator said; with scheduling gates it says why it is not scheduled.</summary>
    public static PodStatus NewStatus(Pod pod)
    {
        var status = new PodStatus { Phase = "Pending", QosClass = PodQos.Of(pod.Spec) };
        if (pod.Spec.SchedulingGates is { Count: > 0 })
        {
            status.Conditions =
            [
                new PodCondition { Type = "PodScheduled", Status = "False", Reason = "SchedulingGated", Message = "Scheduling is blocked due to non-empty scheduling gates" },
            ];
        }

        return status;
    }

    /// <summary>Seconds that the pod's containers get to stop; none where nothing runs.</summary>
    public static long DefaultGracePeriod(Pod pod)
    {
        if (string.IsNullOrEmpty(pod.Spec.NodeName) || pod.Status.Phase is "Failed" or "Succeeded")
        {
            return 0;
        }

        var period = pod.Spec.TerminationGracePeriodSeconds ?? 0;
        return period < 0 ? 1 : period;
    }
}
