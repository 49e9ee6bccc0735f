using Orchestrator.Api.Agents;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Volumes.Provisioning;

/// <summary>
/// The end of volumes that are directories of nodes. One whose claim is gone and whose policy is Delete is deleted; a finalizer keeps the object until the node's agent has
/// removed the directory, in whatever order volume and claim were deleted (<c>HonorPVReclaimPolicy</c>). When the node is gone, so is the directory.
/// </summary>
internal sealed class LocalPathReclaimer(ControllerServices services)
    : Controller<PersistentVolume>("local-path-reclaimer", VolumeResources.Volumes, services)
{
    /// <inheritdoc/>
    protected override void Watch(WatchSet watches) => watches.Mapped(KnownResources.Nodes, NodeChanged);

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, PersistentVolume volume, CancellationToken cancellationToken)
    {
        if (!LocalVolume.Is(volume))
        {
            return ReconcileResult.Done;
        }

        var present = volume.Metadata.Finalizers?.Contains(LocalVolumes.Finalizer) == true;
        var removes = volume.Spec.PersistentVolumeReclaimPolicy == "Delete";
        var leaving = volume.Metadata.DeletionTimestamp is not null;
        var wanted = removes && (!leaving || (present && !IsLostWithNode(volume)));
        if (present != wanted)
        {
            await Client.PatchAsync(key, FinalizerPatch(volume, wanted), "", cancellationToken);
        }
        else if (removes && !leaving && volume.Status.Phase == "Released")
        {
            await Client.DeleteAsync(key, new WriteOptions { PreconditionUid = volume.Metadata.Uid }, cancellationToken);
        }

        return leaving && wanted && volume.Status.Phase != "Bound"
            ? ReconcileResult.Done.Because($"waits for the agent of node {StorageFacts.Annotation(volume.Metadata, LocalVolumes.NodeAnnotation)} to remove the directory")
            : ReconcileResult.Done;
    }

    /// <summary>Takes the finalizer off or puts it on, if the volume is still the one that was looked at.</summary>
    public static byte[] FinalizerPatch(PersistentVolume volume, bool wanted) =>
        MergePatch.Metadata(writer =>
        {
            writer.WriteString("uid"u8, volume.Metadata.Uid);
            writer.WriteString("resourceVersion"u8, volume.Metadata.ResourceVersion);
            writer.WriteStartArray("finalizers"u8);
            foreach (var finalizer in volume.Metadata.Finalizers ?? [])
            {
                if (finalizer != LocalVolumes.Finalizer)
                {
                    writer.WriteStringValue(finalizer);
                }
            }

            if (wanted)
            {
                writer.WriteStringValue(LocalVolumes.Finalizer);
            }

            writer.WriteEndArray();
        });

    private bool IsLostWithNode(PersistentVolume volume) =>
        volume.Status.Phase != "Bound"
        && Replica.Get(KnownResources.Nodes.Key(null, StorageFacts.Annotation(volume.Metadata, LocalVolumes.NodeAnnotation))) is null;

    private void NodeChanged(ReplicaChange change, Action<ObjectKey> poke)
    {
        if (change.Type != ChangeType.Deleted)
        {
            return;
        }

        foreach (var entry in Replica.List(VolumeResources.Volumes))
        {
            if (entry.DeletionTimestamp is not null && entry.Annotations.GetValueOrDefault(LocalVolumes.NodeAnnotation) == change.Entry.Key.Name)
            {
                poke(entry.Key);
            }
        }
    }
}
