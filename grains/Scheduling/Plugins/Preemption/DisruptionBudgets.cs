using Orchestrator.Api.Models.Policy.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Selectors;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Plugins.Preemption;

/// <summary>Which pods disruption budgets would rather keep. Asked for one attempt; reads each namespace's budgets once.</summary>
/// <param name="budgetsIn">The budgets of a namespace.</param>
internal sealed class DisruptionBudgets(Func<string, IEnumerable<PodDisruptionBudget>> budgetsIn)
{
    private static readonly GroupResource Resource = new("policy", "poddisruptionbudgets");
    private readonly Dictionary<string, (PodDisruptionBudget Budget, LabelSelector Selector)[]> _byNamespace = new(StringComparer.Ordinal);

    /// <summary>Budgets as they are in a replica.</summary>
    public static Func<string, IEnumerable<PodDisruptionBudget>> From(IReplica replica) =>
        namespaceName => replica.List(Resource).In(namespaceName).Select(e => e.As<PodDisruptionBudget>());

    /// <summary>Splits pods, in their order, into those whose going would violate a budget and the others.</summary>
    public (List<PodInfo> Violating, List<PodInfo> Others) Split(IEnumerable<PodInfo> pods)
    {
        var left = new Dictionary<PodDisruptionBudget, int>(ReferenceEqualityComparer.Instance);
        var (violating, others) = (new List<PodInfo>(), new List<PodInfo>());
        foreach (var pod in pods)
        {
            var violates = false;
            foreach (var (budget, selector) in Of(pod.Key.Namespace))
            {
                // A disruption that the budget knows of already is not counted twice.
                if (selector.Matches(pod.Traits.Labels) && budget.Status.DisruptedPods?.ContainsKey(pod.Key.Name) != true)
                {
                    var allowed = left.GetValueOrDefault(budget, budget.Status.DisruptionsAllowed) - 1;
                    left[budget] = allowed;
                    violates |= allowed < 0;
                }
            }

            (violates ? violating : others).Add(pod);
        }

        return (violating, others);
    }

    private (PodDisruptionBudget Budget, LabelSelector Selector)[] Of(string namespaceName)
    {
        if (!_byNamespace.TryGetValue(namespaceName, out var budgets))
        {
            budgets = [.. budgetsIn(namespaceName).Select(b => (b, SelectorOf.Labels(b.Spec.Selector)))];
            _byNamespace.Add(namespaceName, budgets);
        }

        return budgets;
    }
}
