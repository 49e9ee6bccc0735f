using Orchestrator.Api.Models.Policy.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Selectors;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.DisruptionBudgets;

/// <summary>
/// Which pods each disruption budget counts, kept up to date change by change: a budget does not look at all pods of its namespace, and its selector is read once.
/// </summary>
internal sealed class BudgetPods : IReplicaObserver, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<ObjectKey, Selection>> _byNamespace = new(StringComparer.Ordinal);
    private readonly IReplica _replica;
    private readonly IDisposable _subscription;

    /// <summary>Follows the replica.</summary>
    public BudgetPods(IReplica replica)
    {
        _replica = replica;
        _subscription = replica.Subscribe(this, replay: true);
    }

    /// <summary>Disruption budgets.</summary>
    public static GroupResource Budgets { get; } = new("policy", "poddisruptionbudgets");

    /// <summary>The pods that a budget counts, in no order.</summary>
    public ReplicaEntry[] PodsOf(ObjectKey budget)
    {
        lock (_lock)
        {
            return _byNamespace.TryGetValue(budget.Namespace, out var budgets) && budgets.TryGetValue(budget, out var selection) ? [.. selection.Pods.Values] : [];
        }
    }

    /// <summary>Tells the budgets that count such a pod.</summary>
    public void ForEachCounting(ReplicaEntry pod, Action<ObjectKey> tell)
    {
        lock (_lock)
        {
            if (_byNamespace.TryGetValue(pod.Key.Namespace, out var budgets))
            {
                foreach (var (key, selection) in budgets)
                {
                    if (selection.Selector.Matches(pod.Labels))
                    {
                        tell(key);
                    }
                }
            }
        }
    }

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        var resource = change.Entry.Key.GroupResource;
        if (resource == KnownResources.Pods)
        {
            lock (_lock)
            {
                PodChanged(change);
            }
        }
        else if (resource == Budgets)
        {
            lock (_lock)
            {
                BudgetChanged(change);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private void PodChanged(ReplicaChange change)
    {
        if (!_byNamespace.TryGetValue(change.Entry.Key.Namespace, out var budgets))
        {
            return;
        }

        foreach (var selection in budgets.Values)
        {
            if (change.Type != ChangeType.Deleted && selection.Selector.Matches(change.Entry.Labels))
            {
                selection.Pods[change.Entry.Key] = change.Entry;
            }
            else
            {
                selection.Pods.Remove(change.Entry.Key);
            }
        }
    }

    private void BudgetChanged(ReplicaChange change)
    {
        var key = change.Entry.Key;
        if (change.Type == ChangeType.Deleted)
        {
            if (_byNamespace.TryGetValue(key.Namespace, out var rest) && rest.Remove(key) && rest.Count == 0)
            {
                _byNamespace.Remove(key.Namespace);
            }

            return;
        }

        var selector = Read(change.Entry.As<PodDisruptionBudget>());
        if (!_byNamespace.TryGetValue(key.Namespace, out var budgets))
        {
            _byNamespace.Add(key.Namespace, budgets = []);
        }
        else if (budgets.TryGetValue(key, out var known) && known.Selector.ToString() == selector.ToString() && known.Selector.IsEverything == selector.IsEverything)
        {
            return;
        }

        var selection = new Selection(selector, []);
        foreach (var pod in _replica.List(KnownResources.Pods).In(key.Namespace))
        {
            if (selector.Matches(pod.Labels))
            {
                selection.Pods[pod.Key] = pod;
            }
        }

        budgets[key] = selection;
    }

    /// <summary>No selector selects nothing, an empty one everything; one that cannot be read nothing.</summary>
    private static LabelSelector Read(PodDisruptionBudget budget)
    {
        try
        {
            return budget.Spec.Selector.ToSelector();
        }
        catch (FormatException)
        {
            return LabelSelector.Nothing;
        }
    }

    private sealed record Selection(LabelSelector Selector, Dictionary<ObjectKey, ReplicaEntry> Pods);
}
