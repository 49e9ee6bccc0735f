using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.StatefulSets;

/// <summary>
/// Which pods a rolling update deletes now, so that they come back of the new revision. Pure.
/// From the highest ordinal down to the partition, as many as maxUnavailable leaves; every pod of the set that is not available counts towards it, whatever keeps it so. A pod of
/// an old revision that is not available can be replaced at once, since nothing is lost with it: so a broken revision never blocks the one that mends it. (With ordered pod
/// management no update begins while a pod is not available, as documented: a broken pod has to be deleted by hand.)
/// </summary>
internal static class StatefulSetUpdate
{
    /// <summary>The pods to delete, the highest ordinal first.</summary>
    public static List<Pod> ToDelete(StatefulSetRollout rollout)
    {
        var result = new List<Pod>();
        if (rollout.Set.Spec.UpdateStrategy.Type == "OnDelete")
        {
            return result;
        }

        var budget = MaxUnavailable(rollout) - rollout.Replicas.Count(pod => !rollout.IsHealthy(pod));
        for (var index = rollout.Replicas.Length - 1; index >= rollout.Partition; index--)
        {
            if (rollout.Replicas[index] is not { Metadata.DeletionTimestamp: null } pod || StatefulSetRollout.RevisionOf(pod) == rollout.Update.Name)
            {
                continue;
            }

            if (!rollout.IsHealthy(pod))
            {
                result.Add(pod);
            }
            else if (budget > 0)
            {
                budget--;
                result.Add(pod);
            }
        }

        return result;
    }

    /// <summary>What the update of the pods that are of an old revision waits for; null when there are none, or none that it is to change.</summary>
    public static FormattableString? WaitsFor(StatefulSetRollout rollout)
    {
        var old = rollout.Replicas.Skip(rollout.Partition).Count(pod => pod is not null && StatefulSetRollout.RevisionOf(pod) != rollout.Update.Name);
        if (old == 0)
        {
            return null;
        }

        var broken = rollout.Replicas.Count(pod => !rollout.IsHealthy(pod));
        return rollout.Set.Spec.UpdateStrategy.Type == "OnDelete"
            ? (FormattableString)$"{old} pods are of an old revision and stay until somebody deletes them (OnDelete)"
            : $"{old} pods are of an old revision; {broken} pods are not available, and maxUnavailable is {MaxUnavailable(rollout)}";
    }

    /// <summary>A percentage is rounded down; one at least.</summary>
    private static int MaxUnavailable(StatefulSetRollout rollout) =>
        Math.Max(1, (rollout.Set.Spec.UpdateStrategy.RollingUpdate?.MaxUnavailable ?? 1).Scaled(rollout.Replicas.Length, roundUp: false));
}
