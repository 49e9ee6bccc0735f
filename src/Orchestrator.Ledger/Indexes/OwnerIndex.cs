using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
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
        foreach (var owner in change.Previous?.OwnerReferences ?? [])
        {
            _buckets.Remove(owner.Uid, change.Entry.Key);
        }

        if (change.Type != ChangeType.Deleted)
        {
            foreach (var owner in change.Entry.OwnerReferences)
            {
                _buckets.Set(owner.Uid, change.Entry);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();
}
