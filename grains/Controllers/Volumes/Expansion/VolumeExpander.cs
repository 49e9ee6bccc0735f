using Orchestrator.Api.Agents;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Volumes.Binding;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Controllers.Volumes.Provisioning;

namespace Orchestrator.Grains.Controllers.Volumes.Expansion;

/// <summary>
/// Lets bound claims grow. A directory of a node grows by being called larger, so both halves of an expansion are done at once, in the steps that a resizer takes (and at
/// each of which it may break off): 1. the claim says what it is allocated and that it is being resized, 2. the volume is larger, 3. the claim says so.
/// For volumes of other drivers it says that their resizer has to come.
/// </summary>
internal sealed class VolumeExpander(ControllerServices services)
    : Controller<PersistentVolumeClaim>("expand-controller", VolumeResources.Claims, services)
{
    private const string Resizing = "Resizing";
    private readonly EventSourceRecorder _events = services.Events.From("volume_expand");
    private readonly EventSourceRecorder _resizerEvents = services.Events.From("external-resizer " + LocalVolumes.Provisioner);

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        var wanted = StorageFacts.Requested(claim);
        var present = claim.Status.Capacity?.GetValueOrDefault(StorageFacts.Storage) ?? default;
        if (claim.Status.Phase != "Bound"
            || claim.Metadata.DeletionTimestamp is not null
            || (wanted <= present && claim.Status.AllocatedResourceStatuses is null or { Count: 0 })
            || Replica.Get(VolumeResources.Volumes.Key(null, claim.Spec.VolumeName!))?.As<PersistentVolume>() is not { } volume
            || !StorageFacts.IsBoundTo(volume, claim))
        {
            return ReconcileResult.Done;
        }

        if (LocalVolume.Is(volume))
        {
            await ExpandAsync(claim, volume, cancellationToken);
        }
        else if (wanted > present && MayGrow(claim) && claim.Status.AllocatedResourceStatuses is null or { Count: 0 })
        {
            _events.Normal(claim, "ExternalExpanding", "waiting for an external controller to expand this PVC");
            return ReconcileResult.Done.Because($"waits for the resizer of its volume's driver");
        }

        return ReconcileResult.Done;
    }

    private bool MayGrow(PersistentVolumeClaim claim) =>
        Replica.Get(VolumeResources.Classes.Key(null, StorageFacts.ClassOf(claim)))?.As<StorageClass>().AllowVolumeExpansion == true;

    private async Task ExpandAsync(PersistentVolumeClaim claim, PersistentVolume volume, CancellationToken cancellationToken)
    {
        var size = StorageFacts.Requested(claim);
        var name = volume.Metadata.Name;
        _resizerEvents.Normal(claim, Resizing, $"External resizer is resizing volume {name}");
        claim = await WriteStatusAsync(claim, status => // 1
        {
            (status.AllocatedResources ??= [])[StorageFacts.Storage] = size;
            (status.AllocatedResourceStatuses ??= [])[StorageFacts.Storage] = "ControllerResizeInProgress";
            if (status.Conditions?.Exists(condition => condition.Type == Resizing) != true)
            {
                (status.Conditions ??= []).Add(new PersistentVolumeClaimCondition { Type = Resizing, Status = "True", LastTransitionTime = Timestamp.Seconds(Now) });
            }
        }, cancellationToken);

        if (StorageFacts.Capacity(volume) < size) // 2
        {
            var larger = BindingWriter.Copy(volume);
            larger.Spec.Capacity![StorageFacts.Storage] = size;
            await Client.UpdateAsync(larger, cancellationToken);
        }

        await WriteStatusAsync(claim, status => // 3
        {
            (status.Capacity ??= [])[StorageFacts.Storage] = StorageFacts.Capacity(volume) < size ? size : StorageFacts.Capacity(volume);
            status.AllocatedResourceStatuses = null;
            status.Conditions?.RemoveAll(static condition => condition.Type is Resizing or "FileSystemResizePending");
        }, cancellationToken);
        _resizerEvents.Normal(claim, "VolumeResizeSuccessful", "Resize volume succeeded");
    }

    private async Task<PersistentVolumeClaim> WriteStatusAsync(PersistentVolumeClaim claim, Action<PersistentVolumeClaimStatus> change, CancellationToken cancellationToken)
    {
        var update = BindingWriter.Copy(claim);
        change(update.Status);
        return JsonModel.Read<PersistentVolumeClaim>(await Client.UpdateStatusAsync(update, cancellationToken));
    }
}
