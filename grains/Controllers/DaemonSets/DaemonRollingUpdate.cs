using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.DaemonSets;

/// <summary>
/// How a daemon set's pods are replaced by ones of a new template (<c>pkg/controller/daemon/update.go</c>). Without surge old pods are deleted, and <see cref="DaemonPlacement"/> makes
/// new ones; with surge new ones are made beside them, and old ones go when those are available. A pod that is not available can be replaced at once: nothing is lost with it. Pure.
/// </summary>
internal static class DaemonRollingUpdate
{
    /// <summary>What is to be done.</summary>
    public static DaemonPlan Plan(DaemonRollout rollout)
    {
        var limits = DaemonLimits.Of(rollout);
        return limits.MaxSurge == 0 ? Replace(rollout, limits) : Surge(rollout, limits);
    }

    /// <summary>What stands in the way of the pods that are of an old template; null when there are none.</summary>
    public static FormattableString? WaitsFor(DaemonRollout rollout)
    {
        var pods = rollout.NodesWithPods.SelectMany(rollout.PodsOf).ToList();
        var old = pods.Count(pod => !rollout.IsUpdated(pod));
        if (old == 0)
        {
            return null;
        }

        var broken = pods.Count(pod => rollout.IsUpdated(pod) && !rollout.IsAvailable(pod));
        var limits = DaemonLimits.Of(rollout);
        return rollout.Set.Spec.UpdateStrategy.Type == "OnDelete"
            ? (FormattableString)$"{old} pods are of an old template and stay until somebody deletes them (OnDelete)"
            : $"{old} pods are of an old template; {broken} new ones are not available, maxUnavailable is {limits.MaxUnavailable} and maxSurge {limits.MaxSurge}";
    }

    private static DaemonPlan Replace(DaemonRollout rollout, DaemonLimits limits)
    {
        var plan = new DaemonPlan();
        var unavailable = 0;
        var candidates = new List<Pod>();
        foreach (var name in Places(rollout))
        {
            var (updated, old, clear) = On(rollout, name);
            if (!clear || (updated is null) == (old is null))
            {
                // Others are at work on this node: it has none now, or too many.
                unavailable++;
            }
            else if (updated is not null)
            {
                unavailable += rollout.IsAvailable(updated) ? 0 : 1;
            }
            else if (rollout.IsAvailable(old!))
            {
                candidates.Add(old!);
            }
            else
            {
                unavailable++;
                plan.Delete.Add(old!);
            }
        }

        plan.Delete.AddRange(candidates.Take(Math.Max(0, limits.MaxUnavailable - unavailable)));
        return plan;
    }

    private static DaemonPlan Surge(DaemonRollout rollout, DaemonLimits limits)
    {
        var plan = new DaemonPlan();
        var runs = rollout.Nodes.Where(node => rollout.Fit.On(node).Run).Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        var (surging, available) = (0, 0);
        var candidates = new List<string>();
        var leaving = new List<Pod>();
        foreach (var name in Places(rollout))
        {
            var (updated, old, clear) = On(rollout, name);
            if (!clear)
            {
                surging++;
                continue;
            }

            available += (old ?? updated) is { } counts && rollout.IsAvailable(counts) ? 1 : 0;
            if (old is null)
            {
                continue;
            }

            if (updated is not null)
            {
                if (!rollout.IsAvailable(old) || rollout.IsAvailable(updated))
                {
                    plan.Delete.Add(old);
                }
                else
                {
                    surging++;
                }
            }
            else if (!runs.Contains(name))
            {
                leaving.Add(old);
            }
            else
            {
                (rollout.IsAvailable(old) ? candidates : plan.Create).Add(name);
            }
        }

        // A pod that should not be where it is may go when enough others are available.
        plan.Delete.AddRange(leaving.Take(Math.Max(0, available - limits.Desired)));
        plan.Create.AddRange(candidates.Take(Math.Max(0, limits.MaxSurge - surging)));
        return plan;
    }

    /// <summary>Nodes that have a pod or should have one, by name.</summary>
    private static SortedSet<string> Places(DaemonRollout rollout)
    {
        var places = new SortedSet<string>(rollout.NodesWithPods, StringComparer.Ordinal);
        places.UnionWith(rollout.Nodes.Where(node => rollout.Fit.On(node).Run).Select(node => node.Name));
        return places;
    }

    /// <summary>The updated and the old pod of a node; not clear when there are two of a sort.</summary>
    private static (Pod? Updated, Pod? Old, bool Clear) On(DaemonRollout rollout, string node)
    {
        Pod? updated = null, old = null;
        foreach (var pod in rollout.PodsOf(node))
        {
            if (pod.Metadata.DeletionTimestamp is not null)
            {
                continue;
            }

            ref var place = ref rollout.IsUpdated(pod) ? ref updated : ref old;
            if (place is not null)
            {
                return (null, null, false);
            }

            place = pod;
        }

        return (updated, old, true);
    }
}
