using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Volumes.Facts;

/// <summary>Claims by the volume that they name, and those without one by their class: who has to look again when a volume or a class changes.</summary>
internal sealed class ClaimIndex : IReplicaObserver, IDisposable
{
    private readonly Buckets<string, ObjectKey> _waiting = new();
    private readonly Buckets<string, ObjectKey> _byVolume = new();
    private readonly IDisposable _subscription;

    /// <summary>Follows the replica.</summary>
    public ClaimIndex(IReplica replica) => _subscription = replica.Subscribe(this, replay: true);

    /// <summary>The claims of a class (empty: of none) that name no volume.</summary>
    public ObjectKey[] Waiting(string storageClass) => _waiting.Get(storageClass);

    /// <summary>The claims that name a volume.</summary>
    public ObjectKey[] Naming(string volume) => _byVolume.Get(volume);

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource != VolumeResources.Claims)
        {
            return;
        }

        var key = change.Entry.Key;
        var after = change.Type == ChangeType.Deleted ? default : PlaceOf(change.Entry);
        after.Index?.Set(after.Key, key, key);
        if (change.Previous is { } before && PlaceOf(before) is var old && old != after)
        {
            old.Index.Remove(old.Key, key);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private (Buckets<string, ObjectKey> Index, string Key) PlaceOf(ReplicaEntry entry)
    {
        var claim = entry.As<PersistentVolumeClaim>();
        return claim.Spec.VolumeName is { Length: > 0 } volume ? (_byVolume, volume) : (_waiting, StorageFacts.ClassOf(claim));
    }
}
