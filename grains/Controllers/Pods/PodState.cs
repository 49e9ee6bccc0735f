using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.Pods;

/// <summary>The questions that controllers ask about a pod.</summary>
internal static class PodState
{
    /// <summary>Whether it has ended, well or badly.</summary>
    public static bool IsFinished(Pod pod) => pod.Status.Phase is "Succeeded" or "Failed";

    /// <summary>Whether it counts as a replica: neither finished nor terminating.</summary>
    public static bool IsActive(Pod pod) => !IsFinished(pod) && pod.Metadata.DeletionTimestamp is null;

    /// <summary>A condition, or null.</summary>
    public static PodCondition? Condition(Pod pod, string type)
    {
        foreach (var condition in pod.Status.Conditions ?? [])
        {
            if (condition.Type == type)
            {
                return condition;
            }
        }

        return null;
    }

    /// <summary>Whether its condition Ready is true.</summary>
    public static bool IsReady(Pod pod) => Condition(pod, "Ready") is { Status: "True" };

    /// <summary>Whether it runs and is ready.</summary>
    public static bool IsRunningAndReady(Pod pod) => pod.Status.Phase == "Running" && IsReady(pod);

    /// <summary>When a ready pod becomes available: at once without minReadySeconds, else that long after it became ready; null when it is not ready.</summary>
    public static DateTime? AvailableAt(Pod pod, int minReadySeconds)
    {
        if (Condition(pod, "Ready") is not { Status: "True" } ready)
        {
            return null;
        }

        return minReadySeconds <= 0 ? DateTime.MinValue : ready.LastTransitionTime?.AddSeconds(minReadySeconds);
    }
}
