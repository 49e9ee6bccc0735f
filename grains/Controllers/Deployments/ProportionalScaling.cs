namespace Orchestrator.Grains.Controllers.Deployments;

/// <summary>
/// How a change of <c>spec.replicas</c> in the middle of a rollout is spread over the replica sets: each in proportion to its size, the rest to the largest,
/// so that a bad rollout does not get all the new pods (<c>sync.go</c>, <c>GetReplicaSetProportion</c>). Pure.
/// </summary>
internal static class ProportionalScaling
{
    /// <summary>The new sizes of the active sets (desired above zero), largest first.</summary>
    /// <param name="replicas">The deployment's <c>spec.replicas</c>.</param>
    /// <param name="maxSurge">Its surge in pods.</param>
    /// <param name="statusReplicas">Its <c>status.replicas</c>, for sets that carry no annotation of what was allowed before.</param>
    /// <param name="active">The active sets.</param>
    public static List<ReplicaSetScale> Spread(int replicas, int maxSurge, int statusReplicas, ReadOnlySpan<ReplicaSetSize> active)
    {
        var allowed = replicas > 0 ? replicas + maxSurge : 0;
        var toAdd = allowed;
        foreach (var set in active)
        {
            toAdd -= set.Desired;
        }

        var sets = active.ToArray();
        Array.Sort(sets, (a, b) => a.Desired != b.Desired ? b.Desired.CompareTo(a.Desired) : ByAge(a, b, newerFirst: toAdd > 0));
        var result = new List<ReplicaSetScale>(sets.Length);
        var added = 0;
        foreach (var set in sets)
        {
            var share = toAdd == added ? 0 : Share(set, replicas, maxSurge, statusReplicas, toAdd - added, toAdd > 0);
            added += share;
            result.Add(new ReplicaSetScale(set.Name, set.Desired + share));
        }

        if (result.Count > 0 && toAdd != added)
        {
            result[0] = result[0] with { Replicas = Math.Max(0, result[0].Replicas + toAdd - added) };
        }

        return result;
    }

    private static int Share(ReplicaSetSize set, int replicas, int maxSurge, int statusReplicas, int left, bool up)
    {
        if (set.Desired == 0)
        {
            return 0;
        }

        var fraction = Fraction(set, replicas, maxSurge, statusReplicas);
        return up ? Math.Min(fraction, left) : Math.Max(fraction, left);
    }

    private static int Fraction(ReplicaSetSize set, int replicas, int maxSurge, int statusReplicas)
    {
        if (replicas == 0)
        {
            return -set.Desired;
        }

        var before = set.MaxReplicas is > 0 ? set.MaxReplicas.Value : statusReplicas;
        return before == 0
            ? 0
            : (int)Math.Round((double)set.Desired * (replicas + maxSurge) / before, MidpointRounding.AwayFromZero) - set.Desired;
    }

    private static int ByAge(ReplicaSetSize a, ReplicaSetSize b, bool newerFirst)
    {
        var order = a.Created != b.Created ? a.Created.CompareTo(b.Created) : string.CompareOrdinal(a.Name, b.Name);
        return newerFirst ? -order : order;
    }
}
