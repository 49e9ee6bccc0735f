using System.Collections.Concurrent;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Garbage;

/// <summary>
/// Deletes what lost its owners, over all kinds (<c>pkg/controller/garbagecollector</c>). Its objects are those that a deletion left something to do for:
/// dependents whose owner is gone, owners that wait for their dependents (foreground), owners whose dependents are to stay (orphan).
/// Nothing is poked that needs nothing, so a cluster at rest costs nothing.
/// </summary>
internal sealed class GarbageCollector : IController
{
    /// <summary>The finalizer of an owner that goes after its dependents.</summary>
    public const string ForegroundFinalizer = "foregroundDeletion";

    /// <summary>The finalizer of an owner whose dependents stay.</summary>
    public const string OrphanFinalizer = "orphan";

    private static readonly GroupResource Definitions = new("apiextensions.k8s.io", "customresourcedefinitions");

    private readonly ControllerServices _services;
    private readonly OwnerLookup _owners;
    private readonly ForeignOwners _foreign;
    private readonly BlockingDependents _blocking;
    private readonly DependentCollection _dependents;
    private readonly FinalizedOwner _finalized;

    /// <summary>Dependents of kinds that were not served when they were looked at.</summary>
    private readonly ConcurrentDictionary<ObjectKey, bool> _unresolved = new();

    public GarbageCollector(ControllerServices services, BlockingDependents blocking)
    {
        var client = new ObservedClient(services.Clients.For("system:serviceaccount:kube-system:" + Name));
        _services = services;
        _blocking = blocking;
        _owners = new OwnerLookup(services.Replica, services.Kinds);
        _foreign = new ForeignOwners(services, _owners);
        _dependents = new DependentCollection(services, _owners, client);
        _finalized = new FinalizedOwner(services, blocking, _dependents, client);
    }

    /// <inheritdoc/>
    public string Name => "generic-garbage-collector";

    /// <inheritdoc/>
    public void Declare(WatchSet watches)
    {
        watches.MappedAny(Map);
        watches.Mapped(Definitions, PokeUnresolved);
    }

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_services.Replica.Get(key) is not { } entry)
        {
            return ReconcileResult.Done;
        }

        if (entry.DeletionTimestamp is not null)
        {
            await _finalized.AdvanceAsync(entry, cancellationToken);
        }
        else if (entry.OwnerReferences.Count > 0 && !await _dependents.CollectAsync(entry, cancellationToken))
        {
            _unresolved[key] = true;
        }

        return ReconcileResult.Done;
    }

    private void Map(ReplicaChange change, Action<ObjectKey> poke)
    {
        var entry = change.Entry;
        if (change.Type == ChangeType.Deleted)
        {
            PokeDependents(entry, poke);
            PokeWaitingOwners(entry, poke);
            return;
        }

        var changed = change.Previous is null || !BlockingDependents.SameOwners(entry.OwnerReferences, change.Previous.OwnerReferences);
        if (entry.DeletionTimestamp is not null)
        {
            if (FinalizedOwner.HasWork(entry.Metadata))
            {
                poke(entry.Key);
            }
        }
        else if (changed)
        {
            PokeWithMissingOwners(entry, poke);
        }

        if (changed && change.Previous is not null)
        {
            PokeWaitingOwners(change.Previous, poke);
        }
    }

    /// <summary>New, or with other owners: one of them may be gone already.</summary>
    private void PokeWithMissingOwners(ReplicaEntry entry, Action<ObjectKey> poke)
    {
        var missing = false;
        foreach (var owner in entry.OwnerReferences)
        {
            var state = _owners.StateOf(entry.Key, owner);
            missing |= state != OwnerState.Present;
            if (state is OwnerState.Gone or OwnerState.Void)
            {
                _foreign.Report(entry, owner);
            }
        }

        if (missing)
        {
            poke(entry.Key);
        }
    }

    private void PokeDependents(ReplicaEntry owner, Action<ObjectKey> poke)
    {
        var dependents = _services.Owners.DependentsOf(owner.Uid);
        if (dependents.Count > 0)
        {
            _owners.HasGone(owner.Uid);
        }

        foreach (var dependent in dependents)
        {
            poke(dependent.Key);
        }
    }

    /// <summary>An owner that waits for its dependents looks again when nothing holds it up any more.</summary>
    private void PokeWaitingOwners(ReplicaEntry dependent, Action<ObjectKey> poke)
    {
        foreach (var owner in dependent.OwnerReferences)
        {
            if (_owners.Find(dependent.Key, owner) is { DeletionTimestamp: not null } waiting && FinalizedOwner.HasWork(waiting.Metadata) && _blocking.Of(owner.Uid) == 0)
            {
                poke(waiting.Key);
            }
        }
    }

    /// <summary>Another kind may be served now.</summary>
    private void PokeUnresolved(ReplicaChange change, Action<ObjectKey> poke)
    {
        foreach (var key in _unresolved.Keys)
        {
            if (_unresolved.TryRemove(key, out _))
            {
                poke(key);
            }
        }
    }
}
