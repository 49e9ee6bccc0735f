using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.ReplicaSets;

/// <summary>What the pods of an owner come to: what its status says (<c>calculateStatus</c>).</summary>
/// <param name="Counts">How far they are.</param>
/// <param name="FullyLabeled">How many active ones have all labels of the template.</param>
/// <param name="Failure">What kept it from having as many as it should; null when nothing did.</param>
/// <param name="Now">The present time.</param>
internal sealed record ReplicaState(PodCounts Counts, int FullyLabeled, ReplicaFailure? Failure, DateTime Now)
{
    /// <summary>The condition of an owner that has not as many pods as it should.</summary>
    public const string ReplicaFailure = "ReplicaFailure";

    /// <summary>Counts an owner's pods.</summary>
    public static ReplicaState Of(ReplicaOwner owner, IReadOnlyList<Pod> pods, ReplicaFailure? failure, DateTime now)
    {
        var labels = owner.Template.Metadata.Labels ?? [];
        var labeled = pods.Count(pod => PodState.IsActive(pod) && HasAll(pod.Metadata.Labels ?? [], labels));
        return new ReplicaState(PodCounts.Of(pods, owner.MinReadySeconds, now), labeled, failure, now);
    }

    /// <summary>The conditions with the failure told or taken back; one that stands already stays as it is.</summary>
    /// <param name="before">The conditions as they are.</param>
    /// <param name="typeOf">A condition's type.</param>
    /// <param name="make">Makes the condition of a failure.</param>
    public List<T>? Conditions<T>(List<T>? before, Func<T, string> typeOf, Func<ReplicaFailure, T> make)
        where T : class
    {
        var conditions = (before ?? []).FindAll(condition => typeOf(condition) != ReplicaFailure);
        if (Failure is not null)
        {
            conditions.Add(before?.Find(condition => typeOf(condition) == ReplicaFailure) ?? make(Failure));
        }

        return conditions.Count == 0 ? null : conditions;
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
}

/// <summary>What keeps an owner from having as many pods as it should.</summary>
internal sealed record ReplicaFailure(string Reason, string Message);
