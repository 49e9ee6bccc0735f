using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Metadata;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Ledger.Indexes;

/// <summary>Objects of every kind by the uids of their owners (<c>metadata.ownerReferences</c>).</summary>
public sealed class OwnerIndex : IReplicaObserver, IDisposable
{
    private readonly EntryBuckets _buckets = new();
    private readonly IDisposable _subscription;

    /// <summary>Indexes the objects of a replica from now on.</summary>
    public OwnerIndex(IReplica replica) => _subscription = replica.Subscribe(this, replay: true);

    /// <summary>The objects that name an owner, in no order.</summary>
    public IReadOnlyList<ReplicaEntry> DependentsOf(string ownerUid) => _buckets.Get(ownerUid);

    /// <summary>The objects of a resource whose managing controller is the owner, in no order.</summary>
    public IReadOnlyList<ReplicaEntry> ControlledBy(string ownerUid, GroupResource resource)
    {
        var controlled = new List<ReplicaEntry>();
        foreach (var entry in _buckets.Get(ownerUid))
        {
            if (entry.Key.GroupResource == resource && entry.Metadata.Controller?.Uid == ownerUid)
            {
                controlled.Add(entry);
            }
        }

        return controlled;
    }

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        // Set first, and remove only where it no longer belongs: a reader must never miss an object that merely changes.
        var owners = change.Type == ChangeType.Deleted ? [] : change.Entry.OwnerReferences;
        foreach (var owner in owners)
        {
            _buckets.Set(owner.Uid, change.Entry);
        }

        foreach (var old in change.Previous?.OwnerReferences ?? [])
        {
            if (!Names(owners, old.Uid))
            {
                _buckets.Remove(old.Uid, change.Entry.Key);
            }
        }
    }

    private static bool Names(IReadOnlyList<EntryOwner> owners, string uid)
    {
        foreach (var owner in owners)
        {
            if (owner.Uid == uid)
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();
}
