using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota;

/// <summary>
/// The objects of a namespace while one quota is counted: each resource as it was when first asked for. What is counted and what of the charges shows already must be
/// read from the same state; an object that appeared between two looks would be in neither, and the quota be exceeded by it.
/// </summary>
internal sealed class QuotaView(IReplica replica, string namespaceName)
{
    private readonly Dictionary<GroupResource, ReplicaSnapshot> _snapshots = [];

    /// <summary>A resource's objects in the namespace.</summary>
    public IEnumerable<ReplicaEntry> Of(GroupResource resource) => SnapshotOf(resource).In(namespaceName);

    /// <summary>Whether what an object's write at the revision changed is in this view.</summary>
    public bool Includes(ObjectKey key, long revision) => SnapshotOf(key.GroupResource).Revision >= revision;

    /// <summary>An object; null when it is not there.</summary>
    public ReplicaEntry? Find(ObjectKey key) => SnapshotOf(key.GroupResource).Get(key.Namespace, key.Name);

    private ReplicaSnapshot SnapshotOf(GroupResource resource)
    {
        if (!_snapshots.TryGetValue(resource, out var snapshot))
        {
            _snapshots[resource] = snapshot = replica.List(resource);
        }

        return snapshot;
    }
}
