using Orchestrator.Api.Models.Policy.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Tests.Scheduling.Properties;

/// <summary>
/// What preemption means, written down plainly. Everybody of lower priority is supposed to be gone from a node; if the pod fits then, they are taken back one by one, those whose
/// going would violate a budget first, and each time the more important first, where the pod still fits. Who is not taken back is a victim.
/// </summary>
/// <param name="nodes">The nodes with their pods, and with those for which room is being made as far as they count.</param>
/// <param name="budgets">All disruption budgets.</param>
internal sealed class PlainPreemption(IReadOnlyList<SchedulingNode> nodes, IReadOnlyList<PodDisruptionBudget> budgets)
{
    /// <summary>The smallest losses; several when they are equal. None: preemption cannot help.</summary>
    public List<Loss> Best(PodInfo pod)
    {
        var losses = nodes.Where(n => n.Exists).Select(n => On(n, pod)).OfType<Loss>().ToList();
        Keep(losses, l => l.Violations);
        Keep(losses, l => l.Highest);
        Keep(losses, l => l.Victims.Sum(v => v.Priority + 2_147_483_648L));
        Keep(losses, l => l.Victims.Count);
        Keep(losses, l => -l.Victims.Where(v => v.Priority == l.Highest).Min(Start).Ticks);
        return losses;
    }

    private Loss? On(SchedulingNode node, PodInfo pod)
    {
        var lower = node.Pods.Where(p => p.Priority < pod.Priority).OrderByDescending(p => p.Priority).ThenBy(Start).ToList();
        var protectedOnes = Protected(lower);
        var stay = node.Pods.Except(lower).ToList();
        if (lower.Count == 0 || !Fits(pod, node, stay))
        {
            return null;
        }

        foreach (var other in lower.Where(protectedOnes.Contains).Concat(lower.Where(p => !protectedOnes.Contains(p))))
        {
            if (Fits(pod, node, [.. stay, other]))
            {
                stay.Add(other);
            }
        }

        var victims = lower.Except(stay).ToList();
        return victims.Count == 0 ? null : new Loss(node.Name, victims, victims.Count(protectedOnes.Contains));
    }

    private bool Fits(PodInfo pod, SchedulingNode node, IEnumerable<PodInfo> pods)
    {
        var supposed = node.Copy();
        foreach (var gone in node.Pods.Except(pods))
        {
            supposed.Remove(gone);
        }

        return new PlainDefinitions([.. nodes.Select(n => n == node ? supposed : n)]).Fits(pod, supposed);
    }

    /// <summary>If they all went one after the other, which of them would a budget not have allowed?</summary>
    private HashSet<PodInfo> Protected(List<PodInfo> pods)
    {
        var left = budgets.ToDictionary(b => b, b => b.Status.DisruptionsAllowed);
        var found = new HashSet<PodInfo>();
        foreach (var pod in pods)
        {
            foreach (var budget in budgets.Where(b => b.Metadata.Namespace == pod.Key.Namespace && SelectorOf.Labels(b.Spec.Selector).Matches(pod.Traits.Labels)))
            {
                if (budget.Status.DisruptedPods?.ContainsKey(pod.Key.Name) != true && --left[budget] < 0)
                {
                    found.Add(pod);
                }
            }
        }

        return found;
    }

    private static DateTime Start(PodInfo pod) => pod.StartTime ?? DateTime.MaxValue;

    private static void Keep(List<Loss> losses, Func<Loss, long> by)
    {
        var least = losses.Select(by).DefaultIfEmpty().Min();
        losses.RemoveAll(l => by(l) > least);
    }

    /// <summary>Who would have to go from a node, the most important first, and how many of them a budget protects.</summary>
    public sealed record Loss(string Node, List<PodInfo> Victims, int Violations)
    {
        public int Highest => Victims.Max(v => v.Priority);
    }
}
