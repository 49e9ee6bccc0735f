using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Metrics;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Calculation;

/// <summary>Which pods count how (<c>groupPods</c> of <c>podautoscaler</c>).</summary>
internal sealed class PodGroups
{
    /// <summary>How many pods' metrics are taken as they are.</summary>
    public int Ready { get; private set; }

    /// <summary>Pods that do not serve yet: whatever they use says nothing.</summary>
    public HashSet<string> Unready { get; } = new(StringComparer.Ordinal);

    /// <summary>Pods of which there is no metric.</summary>
    public HashSet<string> Missing { get; } = new(StringComparer.Ordinal);

    /// <summary>Pods that go or have failed.</summary>
    public HashSet<string> Ignored { get; } = new(StringComparer.Ordinal);

    /// <summary>Groups pods. Whether a pod is ready is only asked where its start costs processor time.</summary>
    public static PodGroups Of(IEnumerable<Pod> pods, IReadOnlyDictionary<string, PodMetric> metrics, bool isCpu, AutoscalerOptions options, DateTime now)
    {
        var groups = new PodGroups();
        foreach (var pod in pods)
        {
            var name = pod.Metadata.Name!;
            if (pod.Metadata.DeletionTimestamp is not null || pod.Status.Phase == "Failed")
            {
                groups.Ignored.Add(name);
            }
            else if (pod.Status.Phase is "Pending" or null)
            {
                groups.Unready.Add(name);
            }
            else if (!metrics.TryGetValue(name, out var metric))
            {
                groups.Missing.Add(name);
            }
            else if (isCpu && IsUnready(pod, metric, options, now))
            {
                groups.Unready.Add(name);
            }
            else
            {
                groups.Ready++;
            }
        }

        return groups;
    }

    private static bool IsUnready(Pod pod, PodMetric metric, AutoscalerOptions options, DateTime now)
    {
        if (PodState.Condition(pod, "Ready") is not { } ready || pod.Status.StartTime is not { } started)
        {
            return true;
        }

        var changed = ready.LastTransitionTime ?? DateTime.MinValue;
        return started + options.CpuInitializationPeriod > now
            ? ready.Status == "False" || metric.Timestamp < changed + metric.Window
            : ready.Status == "False" && started + options.InitialReadinessDelay > changed;
    }
}
