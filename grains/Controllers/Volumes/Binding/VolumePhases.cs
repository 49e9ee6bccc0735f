using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Volumes.Binding;

/// <summary>
/// The volumes' half of the binder (<c>pv_controller.go</c>): says whether a volume is free, bound or released, takes it back from a claim that has another one,
/// and reclaims it when its claim is gone.
/// </summary>
internal sealed class VolumePhases(ControllerServices services, BindingWriter binding, VolumeIndex volumes)
    : Controller<PersistentVolume>("persistent-volume-phases", VolumeResources.Volumes, services)
{
    /// <inheritdoc/>
    protected override void Watch(WatchSet watches) => watches.Mapped(VolumeResources.Claims, ClaimChanged);

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, PersistentVolume volume, CancellationToken cancellationToken)
    {
        if (volume.Spec.ClaimRef is not { } reference || string.IsNullOrEmpty(reference.Uid))
        {
            // Free, or kept for a claim that has not come yet.
            await binding.SetPhaseAsync(volume, "Available", "", cancellationToken);
        }
        else if (ClaimOf(reference) is not { } claim)
        {
            await ReleaseAsync(volume, cancellationToken);
        }
        else if (claim.Spec.VolumeName == volume.Metadata.Name)
        {
            await binding.SetPhaseAsync(volume, "Bound", "", cancellationToken);
        }
        else if (!string.IsNullOrEmpty(claim.Spec.VolumeName))
        {
            await YieldAsync(volume, cancellationToken);
        }
        else if (!VolumeMatching.HasMode(volume, claim))
        {
            var (ns, name) = (claim.Metadata.Namespace, claim.Metadata.Name);
            binding.Events.Warning(volume, "VolumeMismatch", $"Cannot bind PersistentVolume to requested PersistentVolumeClaim \"{name}\" due to incompatible volumeMode.");
            binding.Events.Warning(claim, "VolumeMismatch", $"Cannot bind PersistentVolume \"{key.Name}\" to requested PersistentVolumeClaim \"{ns}/{name}\" due to incompatible volumeMode.");
        }

        // Else the claim is about to name the volume: its own half of the binder does that.
        return ReconcileResult.Done;
    }

    /// <summary>The claim has another volume. One that was made for it has no other use.</summary>
    private Task YieldAsync(PersistentVolume volume, CancellationToken cancellationToken) =>
        StorageFacts.Has(volume.Metadata, VolumeAnnotations.ProvisionedBy) && volume.Spec.PersistentVolumeReclaimPolicy == "Delete"
            ? ReleaseAsync(volume, cancellationToken)
            : binding.UnbindAsync(volume, cancellationToken);

    private async Task ReleaseAsync(PersistentVolume volume, CancellationToken cancellationToken)
    {
        if (volume.Status.Phase is not ("Released" or "Failed"))
        {
            volume = await binding.SetPhaseAsync(volume, "Released", "", cancellationToken);
        }

        if (volume.Status.Phase == "Failed" || StorageFacts.Has(volume.Metadata, VolumeAnnotations.MigratedTo))
        {
            return;
        }

        switch (volume.Spec.PersistentVolumeReclaimPolicy)
        {
            case "Recycle":
                // Wiping volumes for the next claim is deprecated, and was only ever done for hostPath and NFS.
                await FailAsync(volume, "VolumeFailedRecycle", "No recycler plugin found for the volume!", cancellationToken);
                break;
            case "Delete" when !HasProvisioner(volume):
                await FailAsync(
                    volume, "VolumeFailedDelete", $"error getting deleter volume plugin for volume \"{volume.Metadata.Name}\": no deletable volume plugin matched", cancellationToken);
                break;
            default:
                break; // retained, or removed by its provisioner
        }
    }

    private async Task FailAsync(PersistentVolume volume, string reason, string message, CancellationToken cancellationToken)
    {
        await binding.SetPhaseAsync(volume, "Failed", message, cancellationToken);
        binding.Events.Warning(volume, reason, message);
    }

    /// <summary>Whether somebody outside this controller made the volume, and so removes it. What was made by hand, or by a plugin in the tree, nobody removes.</summary>
    private static bool HasProvisioner(PersistentVolume volume) =>
        StorageFacts.Annotation(volume.Metadata, VolumeAnnotations.ProvisionedBy) is { Length: > 0 } provisioner
        && !provisioner.StartsWith("kubernetes.io/", StringComparison.Ordinal);

    /// <summary>The claim that a volume names; null when it is gone, be there another one of its name.</summary>
    private PersistentVolumeClaim? ClaimOf(ObjectReference reference) =>
        Replica.Get(VolumeResources.Claims.Key(reference.Namespace, reference.Name ?? "")) is { } entry && entry.Uid == reference.Uid
            ? entry.As<PersistentVolumeClaim>()
            : null;

    private void ClaimChanged(ReplicaChange change, Action<ObjectKey> poke)
    {
        var key = change.Entry.Key;
        foreach (var volume in volumes.Naming(key.Namespace, key.Name))
        {
            poke(volume.Key);
        }
    }
}
