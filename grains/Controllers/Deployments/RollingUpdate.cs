namespace Orchestrator.Grains.Controllers.Deployments;

/// <summary>
/// The arithmetic of a rolling update, as the deployment controller of Kubernetes does it (<c>rolling.go</c>): first the new replica set grows as far as
/// maxSurge lets it, then the old ones shrink as far as maxUnavailable lets them, the unhealthy pods first. Pure: sizes in, sizes out.
/// </summary>
internal static class RollingUpdate
{
    /// <summary>The size that the new replica set should have now.</summary>
    public static int NewReplicas(int replicas, int maxSurge, ReplicaSetSize newSet, ReadOnlySpan<ReplicaSetSize> oldSets)
    {
        if (newSet.Desired >= replicas)
        {
            return replicas;
        }

        var room = replicas + maxSurge - newSet.Pods;
        foreach (var old in oldSets)
        {
            room -= old.Pods;
        }

        return room <= 0 ? newSet.Desired : newSet.Desired + Math.Min(room, replicas - newSet.Desired);
    }

    /// <summary>The old replica sets that should shrink now, and to what.</summary>
    public static List<ReplicaSetScale> OldReplicas(int replicas, int maxUnavailable, ReplicaSetSize newSet, ReadOnlySpan<ReplicaSetSize> oldSets)
    {
        var sets = oldSets.ToArray();
        Array.Sort(sets, static (a, b) => a.Created != b.Created ? a.Created.CompareTo(b.Created) : string.CompareOrdinal(a.Name, b.Name));
        var minAvailable = replicas - maxUnavailable;
        var total = newSet.Desired;
        foreach (var set in sets)
        {
            total += set.Desired;
        }

        // New pods that are not available yet must not be counted upon: they may never come.
        var room = total - minAvailable - (newSet.Desired - newSet.StayingAvailable);
        var sizes = new int[sets.Length];
        for (var i = 0; i < sets.Length; i++)
        {
            sizes[i] = sets[i].Desired;
        }

        if (room > 0)
        {
            DropUnhealthy(sets, sizes, room);
            DropAvailable(sets, sizes, newSet.StayingAvailable, minAvailable);
        }

        var result = new List<ReplicaSetScale>();
        for (var i = 0; i < sets.Length; i++)
        {
            if (sizes[i] != sets[i].Desired)
            {
                result.Add(new ReplicaSetScale(sets[i].Name, sizes[i]));
            }
        }

        return result;
    }

    private static void DropUnhealthy(ReplicaSetSize[] sets, int[] sizes, int room)
    {
        for (var i = 0; i < sets.Length && room > 0; i++)
        {
            var drop = Math.Min(room, sets[i].Desired - sets[i].StayingAvailable);
            sizes[i] -= drop;
            room -= drop;
        }
    }

    private static void DropAvailable(ReplicaSetSize[] sets, int[] sizes, int newAvailable, int minAvailable)
    {
        var available = newAvailable;
        for (var i = 0; i < sets.Length; i++)
        {
            available += Math.Min(sets[i].StayingAvailable, sizes[i]);
        }

        var spare = available - minAvailable;
        for (var i = 0; i < sets.Length && spare > 0; i++)
        {
            var drop = Math.Min(spare, sizes[i]);
            sizes[i] -= drop;
            spare -= drop;
        }
    }
}
