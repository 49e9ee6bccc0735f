using Orchestrator.Api.Models.Core.V1;
using ToleranceOf = Orchestrator.Grains.Scheduling.Model.Toleration;

namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>When a pod has to leave a node because of its NoExecute taints (<c>tainteviction</c>). Pure.</summary>
internal static class EvictionDeadline
{
    /// <summary>When the pod has to leave; null when it may stay.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="node">Its node.</param>
    /// <param name="seen">Since when the pod has been seen on the node with its taints: from then on counts a taint that does not say when it was added.</param>
    public static DateTime? Of(Pod pod, Node node, DateTime seen)
    {
        DateTime? deadline = null;
        foreach (var taint in node.Spec.Taints ?? [])
        {
            if (taint.Effect == NodeTaints.NoExecute && Stay(pod, taint) is { } stay)
            {
                var leave = Later(Begin(taint, seen), ArrivalOf(pod)) + stay;
                deadline = deadline is null || leave < deadline ? leave : deadline;
            }
        }

        return deadline;
    }

    /// <summary>Times in objects are whole seconds; what was seen within that second is more exact.</summary>
    private static DateTime Begin(Taint taint, DateTime seen) =>
        taint.TimeAdded is { } added && (seen < added || seen >= added.AddSeconds(1)) ? added : seen;

    /// <summary>How long it may stay in spite of a taint, by the first toleration that fits (<c>GetMatchingTolerations</c>); null is for ever.</summary>
    private static TimeSpan? Stay(Pod pod, Taint taint)
    {
        foreach (var toleration in pod.Spec.Tolerations ?? [])
        {
            if (Tolerates(toleration, taint))
            {
                return toleration.TolerationSeconds is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, int.MaxValue)) : null;
            }
        }

        return TimeSpan.Zero;
    }

    /// <summary>A pod that was put on a node with the taint has its time from then on.</summary>
    private static DateTime? ArrivalOf(Pod pod) =>
        pod.Status.Conditions?.Find(static condition => condition is { Type: "PodScheduled", Status: "True" })?.LastTransitionTime ?? pod.Status.StartTime ?? pod.Metadata.CreationTimestamp;

    private static DateTime Later(DateTime one, DateTime? other) => other > one ? other.Value : one;

    private static bool Tolerates(Toleration toleration, Taint taint) =>
        new ToleranceOf(toleration.Key ?? "", toleration.Operator ?? "", toleration.Value ?? "", toleration.Effect ?? "", null)
            .Tolerates(new Scheduling.Model.Taint(taint.Key, taint.Value ?? "", taint.Effect));
}
