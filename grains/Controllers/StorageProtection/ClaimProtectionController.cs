using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Objects.Admission.Storage;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Grains.Controllers.StorageProtection;

/// <summary>
/// A claim stays while a pod that has a node refers to it (<c>pvc_protection_controller.go</c>). A pod without a node does not count: its agent would not start it with
/// a claim that is ending.
/// </summary>
internal sealed class ClaimProtectionController(ControllerServices services)
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
                    if (ClaimOf(pod, volume) is { } name)
                    {
                        poke(Claims.Key(pod.Metadata.Namespace, name));
                    }
                }
            }
        });

    /// <inheritdoc/>
    protected override bool IsUsed(ReplicaEntry entry, PersistentVolumeClaim value)
    {
        foreach (var other in Replica.List(KnownResources.Pods).In(entry.Key.Namespace))
        {
            var pod = other.As<Pod>();
            if (!string.IsNullOrEmpty(pod.Spec.NodeName) && !HasEnded(pod) && (pod.Spec.Volumes ?? []).Exists(volume => ClaimOf(pod, volume) == entry.Key.Name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasEnded(Pod pod) => pod.Status.Phase is "Succeeded" or "Failed";

    private static string? ClaimOf(Pod pod, Volume volume) => volume switch
    {
        { PersistentVolumeClaim: { } claim } => claim.ClaimName,
        { Ephemeral: not null } => $"{pod.Metadata.Name}-{volume.Name}",
        _ => null,
    };
}
