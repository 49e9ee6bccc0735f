using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Objects.Admission.Storage;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Grains.Controllers.StorageProtection;

/// <summary>
/// A claim stays while a pod that has a node refers to it (<c>pvc_protection_controller.go</c>). A pod without a node does not count: its agent would not start it with
/// a claim that is ending.
/// </summary>
internal sealed class ClaimProtectionController(ControllerServices services, ClaimUsers users)
    : ProtectionController<PersistentVolumeClaim>(
        "pvc-protection-controller", Claims, StorageObjectInUseProtectionPlugin.ClaimFinalizer, services)
{
    private static GroupResource Claims { get; } = new("", "persistentvolumeclaims");

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches) =>
        watches.Mapped(KnownResources.Pods, static (change, poke) =>
        {
            var pod = change.Entry.As<Pod>();
            if (change.Type == ChangeType.Deleted || HasEnded(pod))
            {
                foreach (var volume in pod.Spec.Volumes ?? [])
                {
                    if (PodClaims.Of(pod, volume) is { } name)
                    {
                        poke(Claims.Key(pod.Metadata.Namespace, name));
                    }
                }
            }
        });

    /// <inheritdoc/>
    protected override bool IsUsed(ReplicaEntry entry, PersistentVolumeClaim value)
    {
        foreach (var user in users.Of(entry.Key.Namespace, entry.Key.Name))
        {
            if (Replica.Get(user)?.As<Pod>() is { } pod && !string.IsNullOrEmpty(pod.Spec.NodeName) && !HasEnded(pod))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasEnded(Pod pod) => pod.Status.Phase is "Succeeded" or "Failed";
}
