using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Ledger.Indexes;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Volumes.Attachments;

/// <summary>Which volumes of drivers a node needs attached.</summary>
internal sealed class AttachmentNeeds(IReplica replica, PodNodeIndex pods)
{
    /// <summary>The volumes that a node's pods use and that have to be attached, by the attachment's name.</summary>
    public Dictionary<string, (PersistentVolume Volume, Pod Pod)> Of(string node)
    {
        var wanted = new Dictionary<string, (PersistentVolume, Pod)>(StringComparer.Ordinal);
        foreach (var (volume, pod) in Uses(node))
        {
            wanted.TryAdd(VolumeAttachments.NameOf(volume.Spec.Csi!.VolumeHandle, volume.Spec.Csi.Driver, node), (volume, pod));
        }

        return wanted;
    }

    /// <summary>Each use of such a volume by a pod of a node.</summary>
    public IEnumerable<(PersistentVolume Volume, Pod Pod)> Uses(string node)
    {
        foreach (var entry in pods.PodsOf(node))
        {
            var pod = entry.As<Pod>();
            if (PodState.IsFinished(pod))
            {
                continue;
            }

            foreach (var volume in pod.Spec.Volumes ?? [])
            {
                if (VolumeOf(pod, volume) is { Spec.Csi: { } source } found && NeedsAttaching(source.Driver))
                {
                    yield return (found, pod);
                }
            }
        }
    }

    private PersistentVolume? VolumeOf(Pod pod, Volume volume) =>
        PodClaims.Of(pod, volume) is { } name
        && replica.Get(VolumeResources.Claims.Key(pod.Metadata.Namespace, name))?.As<PersistentVolumeClaim>() is { } claim
        && StorageFacts.IsFullyBound(claim)
        && replica.Get(VolumeResources.Volumes.Key(null, claim.Spec.VolumeName!))?.As<PersistentVolume>() is { } found
        && found.Spec.ClaimRef?.Uid == claim.Metadata.Uid
            ? found
            : null;

    // A driver that says nothing of itself is taken to need it.
    private bool NeedsAttaching(string driver) => replica.Get(VolumeResources.Drivers.Key(null, driver))?.As<CSIDriver>().Spec.AttachRequired ?? true;
}
