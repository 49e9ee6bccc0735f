using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Controllers.Volumes.Provisioning;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Volumes.Binding;

/// <summary>
/// The claims' half of the binder (<c>pv_controller.go</c>): finds a claim the volume that it names, or that suits it; asks for one to be made where there is none;
/// and says when a bound claim has lost its volume.
/// </summary>
internal sealed class ClaimBinder(ControllerServices services, BindingWriter binding, ProvisioningRequest provisioning, VolumeIndex volumes, ClaimIndex claims)
    : Controller<PersistentVolumeClaim>(BindingWriter.Account, VolumeResources.Claims, services)
{
    /// <inheritdoc/>
    protected override void Watch(WatchSet watches)
    {
        watches.Mapped(VolumeResources.Volumes, VolumeChanged);
        watches.Mapped(VolumeResources.Classes, ClassChanged);
        watches.Mapped(KnownResources.Pods, PodChanged);
    }

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        if (StorageFacts.Has(claim.Metadata, VolumeAnnotations.BindCompleted))
        {
            await KeepAsync(claim, cancellationToken);
            return ReconcileResult.Done;
        }

        return claim.Metadata.DeletionTimestamp is not null ? ReconcileResult.Done
            : claim.Spec.VolumeName is { Length: > 0 } wanted ? await TakeAsync(claim, wanted, cancellationToken)
            : await FindAsync(claim, cancellationToken);
    }

    private async Task<ReconcileResult> FindAsync(PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        var name = StorageFacts.ClassOf(claim);
        var storageClass = name.Length == 0 ? null : Replica.Get(VolumeResources.Classes.Key(null, name))?.As<StorageClass>();
        var delayed = StorageFacts.WaitsForConsumer(storageClass) && !StorageFacts.HasSelectedNode(claim);
        var naming = volumes.Naming(claim.Metadata.Namespace, claim.Metadata.Name);
        if (VolumeMatching.Find(claim, naming, delayed ? [] : volumes.Free(name), delayed, reachable: null) is { } found)
        {
            await binding.BindAsync(found.As<PersistentVolume>(), claim, cancellationToken);
            return ReconcileResult.Done;
        }

        var words = await provisioning.AskAsync(claim, storageClass, delayed, cancellationToken);
        await PendAsync(claim, cancellationToken);
        return ReconcileResult.Done.Because(words);
    }

    /// <summary>The claim names its volume, but is not known to have it.</summary>
    private async Task<ReconcileResult> TakeAsync(PersistentVolumeClaim claim, string wanted, CancellationToken cancellationToken)
    {
        FormattableString words = $"waits for volume {wanted}, which does not exist";
        if (Volume(wanted) is { } volume)
        {
            if (volume.Spec.ClaimRef is null ? VolumeMatching.Mismatch(volume, claim) is null : StorageFacts.IsMeantFor(volume, claim))
            {
                await binding.BindAsync(volume, claim, cancellationToken);
                return ReconcileResult.Done;
            }

            words = volume.Spec.ClaimRef is null ? Refuse(claim, wanted, VolumeMatching.Mismatch(volume, claim)!) : Refuse(claim, wanted);
        }

        await PendAsync(claim, cancellationToken);
        return ReconcileResult.Done.Because(words);
    }

    private FormattableString Refuse(PersistentVolumeClaim claim, string volume, string why)
    {
        binding.Events.Warning(claim, "VolumeMismatch", $"Cannot bind to requested volume \"{volume}\": {why}");
        return $"volume {volume} will not do: {why}";
    }

    private FormattableString Refuse(PersistentVolumeClaim claim, string volume)
    {
        binding.Events.Warning(claim, "FailedBinding", $"volume \"{volume}\" already bound to a different claim.");
        return $"volume {volume} is another claim's";
    }

    /// <summary>The claim had a volume, and nothing but that one will do.</summary>
    private Task KeepAsync(PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        if (claim.Spec.VolumeName is not { Length: > 0 } name)
        {
            return LoseAsync(claim, "ClaimLost", "Bound claim has lost reference to PersistentVolume. Data on the volume is lost!", cancellationToken);
        }

        return Volume(name) switch
        {
            null => LoseAsync(claim, "ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!", cancellationToken),
            { Spec.ClaimRef: null } unbound => binding.BindAsync(unbound, claim, cancellationToken),
            { } volume when volume.Spec.ClaimRef!.Uid == claim.Metadata.Uid => binding.BindAsync(volume, claim, cancellationToken),
            _ => LoseAsync(claim, "ClaimMisbound", "Two claims are bound to the same volume, this one is bound incorrectly", cancellationToken),
        };
    }

    private async Task LoseAsync(PersistentVolumeClaim claim, string reason, string message, CancellationToken cancellationToken)
    {
        if (claim.Status.Phase != "Lost")
        {
            await binding.SetPhaseAsync(claim, "Lost", null, cancellationToken);
            binding.Events.Warning(claim, reason, message);
        }
    }

    // What was written to the claim meanwhile is in the replica; its status must be based on that.
    private Task PendAsync(PersistentVolumeClaim claim, CancellationToken cancellationToken) =>
        Replica.Get(VolumeResources.Claims.Key(claim.Metadata.Namespace, claim.Metadata.Name!)) is { } now && now.Uid == claim.Metadata.Uid
            ? binding.SetPhaseAsync(now.As<PersistentVolumeClaim>(), "Pending", null, cancellationToken)
            : Task.CompletedTask;

    private PersistentVolume? Volume(string name) => Replica.Get(VolumeResources.Volumes.Key(null, name))?.As<PersistentVolume>();

    private void VolumeChanged(ReplicaChange change, Action<ObjectKey> poke)
    {
        var volume = change.Entry.As<PersistentVolume>();
        Array.ForEach(claims.Naming(change.Entry.Key.Name), poke);
        if (volume.Spec.ClaimRef is { } claim)
        {
            poke(VolumeResources.Claims.Key(claim.Namespace, claim.Name ?? ""));
        }
        else if (change.Type != ChangeType.Deleted && volume.Status.Phase == "Available")
        {
            Array.ForEach(claims.Waiting(StorageFacts.ClassOf(volume)), poke);
        }
    }

    private void ClassChanged(ReplicaChange change, Action<ObjectKey> poke)
    {
        Array.ForEach(claims.Waiting(change.Entry.Key.Name), poke);
        Array.ForEach(claims.Waiting(""), poke); // it may be the default class of claims that ask for none
    }

    // Who waits for its first consumer says for which pod.
    private void PodChanged(ReplicaChange change, Action<ObjectKey> poke)
    {
        if (change.Type != ChangeType.Created)
        {
            return;
        }

        var pod = change.Entry.As<Pod>();
        foreach (var volume in pod.Spec.Volumes ?? [])
        {
            if (PodClaims.Of(pod, volume) is { } claim)
            {
                poke(VolumeResources.Claims.Key(pod.Metadata.Namespace, claim));
            }
        }
    }
}
