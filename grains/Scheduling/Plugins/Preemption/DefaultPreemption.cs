using System.Text.Json;
using Orchestrator.Api.Models.Policy.V1;
using Orchestrator.Grains.Scheduling.Decisions;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Preemption;

/// <summary>
/// Makes room for a pod that no node can take by having pods of lower priority go from the node where that is the smallest loss. The pod is nominated for that node: what
/// gets free there counts as taken for pods of no higher priority.
/// </summary>
internal sealed class DefaultPreemption : IPostFilterPlugin
{
    private readonly Func<string, IEnumerable<PodDisruptionBudget>> _budgets;
    private readonly Evict _evict;
    private readonly int _percentage;
    private readonly int _least;
    private int _offset;

    /// <summary>With a profile's <c>DefaultPreemptionArgs</c>.</summary>
    /// <param name="context">What it is made with.</param>
    /// <param name="budgets">The disruption budgets of a namespace.</param>
    /// <param name="evict">Has victims go.</param>
    public DefaultPreemption(PluginContext context, Func<string, IEnumerable<PodDisruptionBudget>> budgets, Evict evict)
    {
        (_budgets, _evict) = (budgets, evict);
        _percentage = Number(context.Args, "minCandidateNodesPercentage", 10);
        _least = Number(context.Args, "minCandidateNodesAbsolute", 100);
    }

    public string Name => "DefaultPreemption";

    /// <inheritdoc/>
    public PostFilterResult PostFilter(SchedulingCycle cycle, FilterOutcome outcome)
    {
        SchedulerMetrics.Preempting();
        if (WhyNotAllowed(cycle, outcome) is { } reason)
        {
            return new PostFilterResult("preemption: " + reason);
        }

        var reasons = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var best = FindBest(cycle, outcome, reasons);
        if (best is null)
        {
            var texts = reasons.Select(r => $"{r.Value} {r.Key}").Order(StringComparer.Ordinal);
            return new PostFilterResult($"preemption: 0/{cycle.Cluster.NodeCount} nodes are available: {string.Join(", ", texts)}.") { GivesUpNomination = true };
        }

        SchedulerMetrics.Preempted(best.Pods.Count);
        return new PostFilterResult("")
        {
            NominatedNode = best.Node.Name,
            Act = cancellationToken => _evict(cycle, best, cancellationToken),
        };
    }

    /// <summary>
    /// A pod may have said that it does not want it; and one for which room is being made already waits for that, unless the absence of pods cannot help it on that node any
    /// more.
    /// </summary>
    private static string? WhyNotAllowed(SchedulingCycle cycle, FilterOutcome outcome)
    {
        if (cycle.Pod.NeverPreempts)
        {
            return "not eligible due to preemptionPolicy=Never.";
        }

        if (cycle.Pending.MakingRoom)
        {
            return "waiting for the preemption for this pod to be finished.";
        }

        return cycle.Pending.NominatedNode is { } name
            && cycle.Cluster.TryGetNode(name, out var nominated)
            && outcome.Rejections[nominated.Index] is not { Resolvable: false }
            && nominated.Pods.Any(p => p.Preempted && p.Priority < cycle.Pod.Priority)
                ? "not eligible due to a terminating pod on the nominated node."
                : null;
    }

    /// <summary>
    /// Looks at as many nodes as a real scheduler does, and on as long as each would violate a budget; each time from where it last ended, so that the losses are spread.
    /// </summary>
    private Victims? FindBest(SchedulingCycle cycle, FilterOutcome outcome, SortedDictionary<string, int> reasons)
    {
        const string notHelpful = "Preemption is not helpful for scheduling";
        var selector = new VictimSelector(cycle.Pod, outcome, new DisruptionBudgets(_budgets));
        var enough = Math.Min(cycle.Cluster.NodeCount, Math.Max(_least, cycle.Cluster.NodeCount * _percentage / 100));
        var count = cycle.Cluster.Nodes.Count;
        Victims? best = null;
        var found = 0;
        for (var i = 0; i < count && (found < enough || best is { Violations: > 0 }); i++)
        {
            var index = (_offset + i) % count;
            if (outcome.Rejections[index] is not { } rejection)
            {
                continue;
            }

            IReadOnlyList<string> why = [notHelpful];
            if (rejection.Resolvable && selector.Select(cycle.Cluster.Nodes[index], out why) is { } victims)
            {
                found++;
                best = best is null || victims.IsLessThan(best) ? victims : best;
            }
            else
            {
                foreach (var text in why)
                {
                    reasons[text] = reasons.GetValueOrDefault(text) + 1;
                }
            }
        }

        _offset = best is null ? _offset : best.Node.Index + 1;
        return best;
    }

    private static int Number(JsonElement? args, string field, int otherwise) =>
        args is { } given && given.TryGetProperty(field, out var value) ? value.GetInt32() : otherwise;
}

/// <summary>Has victims go for a pod.</summary>
internal delegate Task Evict(SchedulingCycle cycle, Victims victims, CancellationToken cancellationToken);
