using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Plugins.Volumes;

/// <summary>The claims of a pod, as the scheduler has to treat them.</summary>
/// <param name="Bound">They have their volume.</param>
/// <param name="Waiting">Their volume is to be found, or made, for the node that the pod gets.</param>
internal sealed record PodVolumeClaims(List<PersistentVolumeClaim> Bound, List<PersistentVolumeClaim> Waiting)
{
    private const string Plugin = "VolumeBinding";
    private static readonly Rejection Immediate = new(Plugin, "pod has unbound immediate PersistentVolumeClaims") { Resolvable = false };

    /// <summary>Reads them; null, with the reason, when the pod cannot be placed with them anywhere.</summary>
    public static PodVolumeClaims? Read(Pod pod, IReplica replica, out Rejection? rejection)
    {
        var (bound, waiting, immediate) = (new List<PersistentVolumeClaim>(), new List<PersistentVolumeClaim>(), false);
        foreach (var volume in pod.Spec.Volumes ?? [])
        {
            if (PodClaims.Of(pod, volume) is not { } name)
            {
                continue;
            }

            var claim = replica.Get(VolumeResources.Claims.Key(pod.Metadata.Namespace, name))?.As<PersistentVolumeClaim>();
            if (Problem(pod, volume, name, claim) is { } problem)
            {
                rejection = new Rejection(Plugin, problem) { Resolvable = false };
                return null;
            }

            if (StorageFacts.IsFullyBound(claim!))
            {
                bound.Add(claim!);
            }
            else if (string.IsNullOrEmpty(claim!.Spec.VolumeName) && StorageFacts.WaitsForConsumer(ClassOf(claim, replica)))
            {
                waiting.Add(claim);
            }
            else
            {
                immediate = true;
            }
        }

        rejection = immediate ? Immediate : null;
        waiting.Sort(static (a, b) => StorageFacts.Requested(a).CompareTo(StorageFacts.Requested(b)));
        return immediate ? null : new PodVolumeClaims(bound, waiting);
    }

    /// <summary>A claim's class, if it has one that exists.</summary>
    public static StorageClass? ClassOf(PersistentVolumeClaim claim, IReplica replica) =>
        StorageFacts.ClassOf(claim) is { Length: > 0 } name ? replica.Get(VolumeResources.Classes.Key(null, name))?.As<StorageClass>() : null;

    private static string? Problem(Pod pod, Volume volume, string name, PersistentVolumeClaim? claim) => claim switch
    {
        null when volume.Ephemeral is not null => $"waiting for ephemeral volume controller to create the persistentvolumeclaim \"{name}\"",
        null => $"persistentvolumeclaim \"{name}\" not found",
        { Status.Phase: "Lost" } => $"persistentvolumeclaim \"{name}\" bound to non-existent persistentvolume \"{claim.Spec.VolumeName}\"",
        { Metadata.DeletionTimestamp: not null } => $"persistentvolumeclaim \"{name}\" is being deleted",
        _ when volume.Ephemeral is not null && !PodClaims.IsFor(claim, pod) => PodClaims.NotFor(pod, name),
        _ => null,
    };
}
