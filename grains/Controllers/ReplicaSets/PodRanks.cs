using System.Globalization;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.ReplicaSets;

/// <summary>Ranks the active pods of a replica set for deletion.</summary>
internal static class PodRanks
{
    private const string DeletionCostAnnotation = "controller.kubernetes.io/pod-deletion-cost";

    /// <summary>The pods to give up, the best ones to delete first.</summary>
    /// <param name="active">The active pods of the replica set.</param>
    /// <param name="related">Active pods of all replica sets of the same owner: crowded nodes give up first.</param>
    /// <param name="count">How many to give up.</param>
    /// <param name="now">The present time.</param>
    public static List<string> ToDelete(IReadOnlyList<Pod> active, IEnumerable<Pod> related, int count, DateTime now)
    {
        if (count >= active.Count)
        {
            return [.. active.Select(pod => pod.Metadata.Name!)];
        }

        var perNode = related.Where(pod => pod.Spec.NodeName is { Length: > 0 })
            .GroupBy(pod => pod.Spec.NodeName!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var ranks = active.Select(pod => Of(pod, perNode, now)).ToArray();
        Array.Sort(ranks);
        return [.. ranks.Take(count).Select(rank => rank.Name)];
    }

    private static PodRank Of(Pod pod, Dictionary<string, int> perNode, DateTime now)
    {
        var node = pod.Spec.NodeName ?? "";
        var ready = PodState.Condition(pod, "Ready");
        return new PodRank
        {
            Name = pod.Metadata.Name!,
            Uid = pod.Metadata.Uid ?? "",
            Assigned = node.Length > 0,
            Phase = pod.Status.Phase switch { "Running" => 2, "Unknown" => 1, _ => 0 },
            Ready = ready is { Status: "True" },
            DeletionCost = DeletionCost(pod),
            Neighbours = perNode.GetValueOrDefault(node),
            ReadySeconds = ready?.LastTransitionTime is { } since ? (long)(now - since).TotalSeconds : null,
            Restarts = (pod.Status.ContainerStatuses ?? []).Concat(pod.Status.InitContainerStatuses ?? []).Select(c => c.RestartCount).DefaultIfEmpty().Max(),
            AgeSeconds = (long)(now - (pod.Metadata.CreationTimestamp ?? now)).TotalSeconds,
        };
    }

    private static int DeletionCost(Pod pod) =>
        pod.Metadata.Annotations?.GetValueOrDefault(DeletionCostAnnotation) is { } text
        && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cost)
            ? cost
            : 0;
}
