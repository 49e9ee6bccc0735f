using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.ReplicaSets;

/// <summary>Works out a replica set's status (<c>calculateStatus</c>).</summary>
internal static class ReplicaSetStatusCalculator
{
    private const string ReplicaFailure = "ReplicaFailure";

    /// <summary>The status that these pods come to.</summary>
    /// <param name="set">The replica set.</param>
    /// <param name="pods">Its pods.</param>
    /// <param name="counts">How far they are.</param>
    /// <param name="failure">What kept it from having as many as it should; null when nothing did.</param>
    /// <param name="now">The present time.</param>
    public static ReplicaSetStatus Calculate(ReplicaSet set, IReadOnlyList<Pod> pods, PodCounts counts, ReplicaFailure? failure, DateTime now)
    {
        var labels = set.Spec.Template.Metadata.Labels ?? [];
        return new ReplicaSetStatus
        {
            Replicas = counts.Active,
            FullyLabeledReplicas = pods.Count(pod => PodState.IsActive(pod) && HasAll(pod.Metadata.Labels ?? [], labels)),
            ReadyReplicas = counts.Ready,
            AvailableReplicas = counts.Available,
            TerminatingReplicas = counts.Terminating,
            ObservedGeneration = set.Metadata.Generation,
            Conditions = Conditions(set.Status.Conditions ?? [], failure, now),
        };
    }

    private static bool HasAll(Dictionary<string, string> labels, Dictionary<string, string> wanted)
    {
        foreach (var (key, value) in wanted)
        {
            if (!labels.TryGetValue(key, out var actual) || actual != value)
            {
                return false;
            }
        }

        return true;
    }

    private static List<ReplicaSetCondition>? Conditions(List<ReplicaSetCondition> before, ReplicaFailure? failure, DateTime now)
    {
        var conditions = before.FindAll(condition => condition.Type != ReplicaFailure);
        if (failure is not null)
        {
            conditions.Add(before.Find(condition => condition.Type == ReplicaFailure) ?? new ReplicaSetCondition
            {
                Type = ReplicaFailure,
                Status = "True",
                LastTransitionTime = Timestamp.Seconds(now),
                Reason = failure.Reason,
                Message = failure.Message,
            });
        }

        return conditions.Count == 0 ? null : conditions;
    }
}

/// <summary>What keeps a replica set from having as many pods as it should.</summary>
internal sealed record ReplicaFailure(string Reason, string Message);
