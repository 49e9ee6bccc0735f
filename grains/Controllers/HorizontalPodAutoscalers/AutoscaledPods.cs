using System.Runtime.InteropServices;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Selectors;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers;

/// <summary>
/// The pods that autoscalers' selectors want, so that none looks at all pods of its namespace. Pods are kept by the values of the few labels by which selectors
/// were asked for so far; in a cluster without autoscalers that is none.
/// </summary>
internal sealed class AutoscaledPods : IReplicaObserver, IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Label, string Value), Dictionary<ObjectKey, ReplicaEntry>> _pods = [];
    private readonly IReplica _replica;
    private readonly IDisposable _subscription;

    /// <summary>Follows the replica.</summary>
    public AutoscaledPods(IReplica replica)
    {
        _replica = replica;
        _subscription = replica.Subscribe(this);
    }

    /// <summary>The pods of a namespace that a selector wants, in no order.</summary>
    public List<ReplicaEntry> Matching(string namespaceName, LabelSelector selector)
    {
        var found = new List<ReplicaEntry>();
        foreach (var requirement in selector.Requirements)
        {
            if (requirement.Operator is LabelOperator.Equals or LabelOperator.DoubleEquals or LabelOperator.In)
            {
                lock (_lock)
                {
                    Follow(requirement.Key);
                    foreach (var value in requirement.Values)
                    {
                        AddMatching(_pods.TryGetValue((namespaceName, requirement.Key, value), out var pods) ? pods.Values : [], selector, found);
                    }
                }

                return found;
            }
        }

        // It names no value of any label: every pod may be one of its own.
        AddMatching(_replica.List(KnownResources.Pods).In(namespaceName), selector, found);
        return found;
    }

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource != KnownResources.Pods)
        {
            return;
        }

        lock (_lock)
        {
            foreach (var label in _labels)
            {
                var value = change.Type == ChangeType.Deleted ? null : change.Entry.Labels.GetValueOrDefault(label);
                foreach (var before in (ReadOnlySpan<ReplicaEntry?>)[change.Previous, change.Type == ChangeType.Deleted ? change.Entry : null])
                {
                    if (before?.Labels.GetValueOrDefault(label) is { } old && old != value)
                    {
                        Remove(label, old, change.Entry.Key);
                    }
                }

                if (value is not null)
                {
                    Set(label, value, change.Entry);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private static void AddMatching(IEnumerable<ReplicaEntry> pods, LabelSelector selector, List<ReplicaEntry> found)
    {
        foreach (var pod in pods)
        {
            if (selector.Matches(pod.Labels))
            {
                found.Add(pod);
            }
        }
    }

    /// <summary>The first time that a label is asked for, all pods are looked at; changes tell the rest.</summary>
    private void Follow(string label)
    {
        if (!_labels.Add(label))
        {
            return;
        }

        foreach (var pod in _replica.List(KnownResources.Pods))
        {
            if (pod.Labels.GetValueOrDefault(label) is { } value)
            {
                Set(label, value, pod);
            }
        }
    }

    private void Set(string label, string value, ReplicaEntry pod)
    {
        ref var pods = ref CollectionsMarshal.GetValueRefOrAddDefault(_pods, (pod.Key.Namespace, label, value), out _);
        (pods ??= [])[pod.Key] = pod;
    }

    private void Remove(string label, string value, ObjectKey pod)
    {
        var place = (pod.Namespace, label, value);
        if (_pods.TryGetValue(place, out var pods) && pods.Remove(pod) && pods.Count == 0)
        {
            _pods.Remove(place);
        }
    }
}
