using Orchestrator.Api.Models.Core.V1;
using ToleranceOf = Orchestrator.Grains.Scheduling.Model.Toleration;

namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>When a pod has to leave a node because of its NoExecute taints (<c>tainteviction</c>). Pure.</summary>
internal static class EvictionDeadline
{
    /// <summary>How long a pod that says nothing about it stays on a node that is not ready or unreachable (what the admission plugin DefaultTolerationSeconds gives it).</summary>
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(300);

    /// <summary>When the pod has to leave; null when it may stay.</summary>
    public static DateTime? Of(Pod pod, Node node, DateTime now)
    {
        DateTime? deadline = null;
        foreach (var taint in node.Spec.Taints ?? [])
        {
            if (taint.Effect == "NoExecute" && Stay(pod, taint) is { } stay)
            {
                var leave = (taint.TimeAdded ?? now) + stay;
                deadline = deadline is null || leave < deadline ? leave : deadline;
            }
        }

        return deadline;
    }

    /// <summary>How long it may stay in spite of a taint; null is for ever.</summary>
    private static TimeSpan? Stay(Pod pod, Taint taint)
    {
        var matching = (pod.Spec.Tolerations ?? []).FindAll(toleration => Tolerates(toleration, taint));
        if (matching.Count == 0)
        {
            return taint.Key is NodeTaints.NotReady or NodeTaints.Unreachable ? Default : TimeSpan.Zero;
        }

        long? seconds = null;
        foreach (var toleration in matching)
        {
            if (toleration.TolerationSeconds is { } limit)
            {
                seconds = Math.Min(seconds ?? long.MaxValue, Math.Max(0, limit));
            }
        }

        return seconds is null ? null : TimeSpan.FromSeconds(seconds.Value);
    }

    private static bool Tolerates(Toleration toleration, Taint taint) =>
        new ToleranceOf(toleration.Key ?? "", toleration.Operator ?? "", toleration.Value ?? "", toleration.Effect ?? "", null)
            .Tolerates(new Scheduling.Model.Taint(taint.Key, taint.Value ?? "", taint.Effect));
}
