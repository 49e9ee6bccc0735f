using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.ServicePods;

/// <summary>
/// Which pods each service selects, kept up to date change by change: neither does a service look at all pods, nor a pod at all services.
/// Services are found by one label of their selector; what else a selector wants is checked for those few.
/// </summary>
internal sealed class ServicePodIndex : IReplicaObserver, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, SelectedPods> _byService = [];
    private readonly Dictionary<(string Namespace, string Label, string Value), List<SelectedPods>> _byLabel = [];
    private readonly IReplica _replica;
    private readonly IDisposable _subscription;

    /// <summary>Follows the replica. The services come first, so that each pod is looked at once.</summary>
    public ServicePodIndex(IReplica replica)
    {
        _replica = replica;
        foreach (var service in replica.List(KnownResources.Services))
        {
            Set(service.Key, service.As<Service>().Spec.Selector, findPods: false);
        }

        _subscription = replica.Subscribe(this, replay: true);
    }

    /// <summary>The pods that a service selects, in no order; none when it has no selector.</summary>
    public ReplicaEntry[] PodsOf(ObjectKey service)
    {
        lock (_lock)
        {
            return _byService.TryGetValue(service, out var selected) ? [.. selected.Pods.Values] : [];
        }
    }

    /// <summary>Tells the services whose addresses a pod's change concerns: those that select it, and those that did.</summary>
    public void ForEachConcerned(ReplicaChange change, Action<ObjectKey> tell)
    {
        if (change is { Type: ChangeType.Updated, Previous: { } before })
        {
            if (PodAddresses.LookAlike(before, change.Entry))
            {
                return;
            }

            ForEachSelecting(before, tell);
        }

        ForEachSelecting(change.Entry, tell);
    }

    /// <summary>Tells the services that select a pod of these labels.</summary>
    public void ForEachSelecting(ReplicaEntry pod, Action<ObjectKey> tell)
    {
        lock (_lock)
        {
            Visit(pod, static (selected, tell) => tell(selected.Service), tell);
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
        else if (resource == KnownResources.Services)
        {
            lock (_lock)
            {
                Set(change.Entry.Key, change.Type == ChangeType.Deleted ? null : change.Entry.As<Service>().Spec.Selector, findPods: true);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private void PodChanged(ReplicaChange change)
    {
        var (entry, previous) = (change.Entry, change.Previous);
        if (change.Type == ChangeType.Deleted)
        {
            Visit(entry, static (selected, pod) => selected.Pods.Remove(pod), entry.Key);
        }
        else
        {
            Visit(entry, static (selected, pod) => selected.Pods[pod.Key] = pod, entry);
        }

        if (previous is not null && !Labels.Same(previous.Labels, entry.Labels))
        {
            Visit(previous, static (selected, pod) => selected.Drop(pod), entry);
        }
    }

    /// <summary>Calls for each service that selects the pod.</summary>
    private void Visit<TState>(ReplicaEntry pod, Action<SelectedPods, TState> visit, TState state)
    {
        foreach (var (label, value) in pod.Labels)
        {
            if (_byLabel.TryGetValue((pod.Key.Namespace, label, value), out var candidates))
            {
                foreach (var selected in candidates)
                {
                    if (selected.Selects(pod))
                    {
                        visit(selected, state);
                    }
                }
            }
        }
    }

    private void Set(ObjectKey service, Dictionary<string, string>? selector, bool findPods)
    {
        if (_byService.TryGetValue(service, out var known))
        {
            if (selector is not null && Labels.Same(known.Selector, selector))
            {
                return;
            }

            _byService.Remove(service);
            Unlist(known);
        }

        if (selector is not { Count: > 0 })
        {
            return;
        }

        var selected = new SelectedPods(service, selector);
        _byService.Add(service, selected);
        if (!_byLabel.TryGetValue(selected.Place, out var others))
        {
            _byLabel.Add(selected.Place, others = []);
        }

        others.Add(selected);
        if (findPods)
        {
            Find(selected);
        }
    }

    private void Unlist(SelectedPods selected)
    {
        var others = _byLabel[selected.Place];
        others.Remove(selected);
        if (others.Count == 0)
        {
            _byLabel.Remove(selected.Place);
        }
    }

    /// <summary>Once for each new selector; changes tell the rest.</summary>
    private void Find(SelectedPods selected)
    {
        foreach (var pod in _replica.List(KnownResources.Pods).In(selected.Service.Namespace))
        {
            if (selected.Selects(pod))
            {
                selected.Pods[pod.Key] = pod;
            }
        }
    }
}
