using System.Globalization;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Metadata;
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

    private readonly ControllerServices _services;
    private readonly IResourceClient _client;
    private readonly OwnerLookup _owners;
    private readonly FinalizedOwner _finalized;

    public GarbageCollector(ControllerServices services)
    {
        _services = services;
        _client = new ObservedClient(services.Clients.For("system:serviceaccount:kube-system:" + Name));
        _owners = new OwnerLookup(services);
        _finalized = new FinalizedOwner(services, _client);
    }

    /// <inheritdoc/>
    public string Name => "generic-garbage-collector";

    /// <inheritdoc/>
    public void Declare(WatchSet watches) => watches.MappedAny(Map);

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
        else if (entry.OwnerReferences.Count > 0)
        {
            await CollectAsync(entry, cancellationToken);
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

        if (entry.DeletionTimestamp is not null)
        {
            if (FinalizedOwner.HasWork(entry.Metadata))
            {
                poke(entry.Key);
            }
        }
        else if (change.Previous is null || entry.OwnerReferences.Count != change.Previous.OwnerReferences.Count)
        {
            // New, or with other owners: one of them may be gone already.
            foreach (var owner in entry.OwnerReferences)
            {
                if (_owners.StateOf(entry.Key, owner) != OwnerState.Present)
                {
                    poke(entry.Key);
                    return;
                }
            }
        }

        if (change.Previous is { OwnerReferences.Count: > 0 })
        {
            PokeWaitingOwners(change.Previous, poke);
        }
    }

    private void PokeDependents(ReplicaEntry owner, Action<ObjectKey> poke)
    {
        foreach (var dependent in _services.Owners.DependentsOf(owner.Uid))
        {
            poke(dependent.Key);
        }
    }

    /// <summary>An owner that waits for its dependents looks again whenever one of them goes or changes.</summary>
    private void PokeWaitingOwners(ReplicaEntry dependent, Action<ObjectKey> poke)
    {
        foreach (var owner in dependent.OwnerReferences)
        {
            if (_owners.Find(dependent.Key, owner) is { DeletionTimestamp: not null } waiting && FinalizedOwner.HasWork(waiting.Metadata))
            {
                poke(waiting.Key);
            }
        }
    }

    /// <summary>Deletes a dependent that has no owner left, and else takes away its references to owners that are gone (<c>attemptToDeleteItem</c>).</summary>
    private async Task CollectAsync(ReplicaEntry entry, CancellationToken cancellationToken)
    {
        var staying = new List<EntryOwner>();
        var waiting = 0;
        foreach (var owner in entry.OwnerReferences)
        {
            var state = _owners.StateOf(entry.Key, owner);
            if (state == OwnerState.Unknown)
            {
                // A kind that is not served (yet): it may come back with its objects.
                return;
            }

            if (state == OwnerState.Present)
            {
                staying.Add(owner);
            }

            waiting += state == OwnerState.WaitingForDependents ? 1 : 0;
        }

        if (staying.Count == entry.OwnerReferences.Count)
        {
            return;
        }

        if (staying.Count > 0)
        {
            await _client.PatchAsync(entry.Key, ControllerRefs.Patch(entry, staying), "", cancellationToken);
            return;
        }

        var hasDependents = _services.Owners.DependentsOf(entry.Uid).Count > 0;
        await _client.DeleteAsync(entry.Key, Options(entry, foreground: waiting > 0 && hasDependents), cancellationToken);
    }

    private static WriteOptions Options(ReplicaEntry entry, bool foreground) => new()
    {
        PreconditionUid = entry.Uid,
        PreconditionResourceVersion = entry.Revision.ToString(CultureInfo.InvariantCulture),
        PropagationPolicy = foreground || entry.Metadata.Finalizers.Contains(ForegroundFinalizer) ? "Foreground"
            : entry.Metadata.Finalizers.Contains(OrphanFinalizer) ? "Orphan"
            : "Background",
    };
}
