using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Objects.Clients;

namespace Orchestrator.Grains.Controllers.Volumes.Binding;

/// <summary>
/// What the two halves of the binder, one for claims and one for volumes, do to either. Every write names the version that it was decided on, so that of two claims
/// that want one volume one is refused; and each step is skipped when it was made, so that a binding that broke off anywhere is completed by whoever looks next.
/// </summary>
internal sealed class BindingWriter(IResourceClientFactory clients, EventRecorder events, TimeProvider time)
{
    /// <summary>The binder's account.</summary>
    public const string Account = "persistent-volume-binder";

    private readonly ObservedClient _client = new(clients.For("system:serviceaccount:kube-system:" + Account));

    /// <summary>How it tells people what it did: by the name that a real controller has.</summary>
    public EventSourceRecorder Events { get; } = events.From("persistentvolume-controller");

    /// <summary>Brings a claim and a volume together: 1. the volume names the claim, 2. it is Bound, 3. the claim names the volume, 4. it is Bound.</summary>
    public async Task BindAsync(PersistentVolume volume, PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        volume = await NameClaimAsync(volume, claim, cancellationToken); // 1
        volume = await SetPhaseAsync(volume, "Bound", "", cancellationToken); // 2
        claim = await NameVolumeAsync(claim, volume, cancellationToken); // 3
        await SetPhaseAsync(claim, "Bound", volume, cancellationToken); // 4
    }

    /// <summary>Takes a volume back from a claim that has another one. A claim that a user named stays named, without the uid of the one that did not want it.</summary>
    public async Task UnbindAsync(PersistentVolume volume, CancellationToken cancellationToken)
    {
        var update = Copy(volume);
        if (update.Metadata.Annotations?.Remove(VolumeAnnotations.BoundByController) == true)
        {
            update.Spec.ClaimRef = null;
        }
        else
        {
            update.Spec.ClaimRef!.Uid = null;
        }

        volume = await WriteAsync(update, cancellationToken);
        await SetPhaseAsync(volume, "Available", "", cancellationToken);
    }

    /// <summary>Sets a volume's phase, with the time of the change.</summary>
    public async Task<PersistentVolume> SetPhaseAsync(PersistentVolume volume, string phase, string message, CancellationToken cancellationToken)
    {
        if (volume.Status.Phase == phase && (volume.Status.Message ?? "") == message)
        {
            return volume;
        }

        var update = Copy(volume);
        update.Status.LastPhaseTransitionTime = update.Status.Phase == phase ? update.Status.LastPhaseTransitionTime : Timestamp.Seconds(time.GetUtcNow().UtcDateTime);
        update.Status.Phase = phase;
        update.Status.Message = message.Length == 0 ? null : message;
        update.Status.Reason = null;
        return JsonModel.Read<PersistentVolume>(await _client.UpdateStatusAsync(update, cancellationToken));
    }

    /// <summary>Sets a claim's phase, and what its volume gives it: that shows as soon as it is bound, and what changes later (its size) is others' to say.</summary>
    public async Task SetPhaseAsync(PersistentVolumeClaim claim, string phase, PersistentVolume? volume, CancellationToken cancellationToken)
    {
        var update = Copy(claim);
        var status = update.Status;
        if (volume is null)
        {
            (status.AccessModes, status.Capacity, status.CurrentVolumeAttributesClassName) = (null, null, null);
        }
        else
        {
            status.AccessModes = volume.Spec.AccessModes;
            if (status.Phase != phase)
            {
                (status.Capacity ??= [])[StorageFacts.Storage] = StorageFacts.Capacity(volume);
                status.CurrentVolumeAttributesClassName = volume.Spec.VolumeAttributesClassName;
            }
        }

        status.Phase = phase;
        if (!JsonModel.ToBytes(status).AsSpan().SequenceEqual(JsonModel.ToBytes(claim.Status)))
        {
            await _client.UpdateStatusAsync(update, cancellationToken);
        }
    }

    /// <summary>Replaces a claim if it is still the one that was looked at.</summary>
    public async Task<PersistentVolumeClaim> WriteAsync(PersistentVolumeClaim claim, CancellationToken cancellationToken) =>
        JsonModel.Read<PersistentVolumeClaim>(await _client.UpdateAsync(claim, cancellationToken));

    /// <summary>The volume as it is when it names the claim.</summary>
    public static PersistentVolume Claimed(PersistentVolume volume, PersistentVolumeClaim claim)
    {
        var update = Copy(volume);
        if (!StorageFacts.IsMeantFor(volume, claim))
        {
            (update.Metadata.Annotations ??= [])[VolumeAnnotations.BoundByController] = VolumeAnnotations.Yes;
        }

        update.Spec.ClaimRef = ReferenceTo(claim);
        return update;
    }

    /// <summary>A copy to change.</summary>
    public static T Copy<T>(T value)
        where T : class, IKubeObject, IJsonModel<T> => value.DeepCopy();

    private async Task<PersistentVolume> NameClaimAsync(PersistentVolume volume, PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        if (volume.Spec.ClaimRef?.Uid == claim.Metadata.Uid)
        {
            return volume;
        }

        return await WriteAsync(Claimed(volume, claim), cancellationToken);
    }

    private async Task<PersistentVolumeClaim> NameVolumeAsync(PersistentVolumeClaim claim, PersistentVolume volume, CancellationToken cancellationToken)
    {
        var named = claim.Spec.VolumeName == volume.Metadata.Name;
        if (named && StorageFacts.Has(claim.Metadata, VolumeAnnotations.BindCompleted))
        {
            return claim;
        }

        var update = Copy(claim);
        var annotations = update.Metadata.Annotations ??= [];
        if (!named)
        {
            annotations[VolumeAnnotations.BoundByController] = VolumeAnnotations.Yes;
            update.Spec.VolumeName = volume.Metadata.Name;
        }

        annotations[VolumeAnnotations.BindCompleted] = VolumeAnnotations.Yes;
        return await WriteAsync(update, cancellationToken);
    }

    private async Task<PersistentVolume> WriteAsync(PersistentVolume volume, CancellationToken cancellationToken) =>
        JsonModel.Read<PersistentVolume>(await _client.UpdateAsync(volume, cancellationToken));

    /// <summary>How a volume names a claim.</summary>
    public static ObjectReference ReferenceTo(PersistentVolumeClaim claim) => new()
    {
        ApiVersion = "v1",
        Kind = "PersistentVolumeClaim",
        Namespace = claim.Metadata.Namespace,
        Name = claim.Metadata.Name,
        Uid = claim.Metadata.Uid,
        ResourceVersion = claim.Metadata.ResourceVersion,
    };
}
