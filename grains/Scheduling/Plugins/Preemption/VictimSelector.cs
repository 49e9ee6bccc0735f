using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Preemption;

/// <summary>
/// Supposes that pods of lower priority were gone from a node. If the pod would fit then, they get their places back, the most important first and those that budgets protect
/// before the others, as long as the pod still fits; who does not is a victim.
/// </summary>
internal sealed class VictimSelector(PodInfo pod, FilterOutcome outcome, DisruptionBudgets budgets)
{
    /// <summary>As a real scheduler says of nodes without pods of lower priority.</summary>
    public const string NoVictims = "No preemption victims found for incoming pod";

    /// <summary>The victims on a node; null when the pod would not fit even without them, and then why.</summary>
    public Victims? Select(SchedulingNode node, out IReadOnlyList<string> reasons)
    {
        var copy = node.Copy();
        var lower = node.Pods.Where(p => p.Priority < pod.Priority).ToList();
        reasons = [NoVictims];
        if (lower.Count == 0)
        {
            return null;
        }

        try
        {
            foreach (var other in lower)
            {
                Without(other, copy);
            }

            if (outcome.Filter(pod.Requirements, copy) is { } rejection)
            {
                reasons = rejection.Reasons;
                return null;
            }

            return Reprieve(lower, copy, node);
        }
        finally
        {
            foreach (var filter in outcome.Filters)
            {
                filter.Reset();
            }
        }
    }

    private Victims? Reprieve(List<PodInfo> lower, SchedulingNode copy, SchedulingNode node)
    {
        lower.Sort(Victims.ByImportance);
        var (violating, others) = budgets.Split(lower);
        var victims = new List<PodInfo>();
        var violations = 0;
        foreach (var other in violating)
        {
            violations += StaysOff(other, copy, victims) ? 1 : 0;
        }

        foreach (var other in others)
        {
            StaysOff(other, copy, victims);
        }

        victims.Sort(Victims.ByImportance);
        return victims.Count == 0 ? null : new Victims(node, victims, violations);
    }

    private bool StaysOff(PodInfo other, SchedulingNode copy, List<PodInfo> victims)
    {
        copy.Add(other);
        foreach (var filter in outcome.Filters)
        {
            filter.With(other, copy);
        }

        if (outcome.Filter(pod.Requirements, copy) is null)
        {
            return false;
        }

        Without(other, copy);
        victims.Add(other);
        return true;
    }

    private void Without(PodInfo other, SchedulingNode copy)
    {
        copy.Remove(other);
        foreach (var filter in outcome.Filters)
        {
            filter.Without(other, copy);
        }
    }
}
