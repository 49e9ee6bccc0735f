using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Volumes.Facts;

/// <summary>Volumes by the claim that they name, and those that name none by their class. What a claim may be bound to is found without looking at bound volumes.</summary>
internal sealed class VolumeIndex : IReplicaObserver, IDisposable
{
    private readonly Buckets<string, ReplicaEntry> _free = new();
    private readonly Buckets<(string? Namespace, string? Name), ReplicaEntry> _byClaim = new();
    private readonly IDisposable _subscription;

    /// <summary>Follows the replica.</summary>
    public VolumeIndex(IReplica replica) => _subscription = replica.Subscribe(this, replay: true);

    /// <summary>The volumes of a class that name no claim, in no order.</summary>
    public ReplicaEntry[] Free(string storageClass) => _free.Get(storageClass);

    /// <summary>The volumes that name a claim, whichever of that name, in no order.</summary>
    public ReplicaEntry[] Naming(string? claimNamespace, string? claim) => _byClaim.Get((claimNamespace, claim));

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource != VolumeResources.Volumes)
        {
            return;
        }

        // Set before removed: a reader must not miss a volume that merely changes.
        var after = change.Type == ChangeType.Deleted ? null : change.Entry;
        var place = after is null ? default : PlaceOf(after);
        if (after is not null && place.Claim is { } claim)
        {
            _byClaim.Set(claim, after.Key, after);
        }
        else if (after is not null)
        {
            _free.Set(place.Class, after.Key, after);
        }

        if (change.Previous is { } before && PlaceOf(before) is var old && (after is null || old != place))
        {
            if (old.Claim is { } oldClaim)
            {
                _byClaim.Remove(oldClaim, before.Key);
            }
            else
            {
                _free.Remove(old.Class, before.Key);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private static (string Class, (string? Namespace, string? Name)? Claim) PlaceOf(ReplicaEntry entry)
    {
        var volume = entry.As<PersistentVolume>();
        return volume.Spec.ClaimRef is { } claim ? ("", (claim.Namespace, claim.Name)) : (StorageFacts.ClassOf(volume), null);
    }
}
