using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Objects.Admission.Storage;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.StorageProtection;

/// <summary>A volume stays while it is bound (<c>pv_protection_controller.go</c>).</summary>
internal sealed class VolumeProtectionController(ControllerServices services)
    : ProtectionController<PersistentVolume>(
        "pv-protection-controller", new Orchestrator.Api.Objects.GroupResource("", "persistentvolumes"), StorageObjectInUseProtectionPlugin.VolumeFinalizer, services)
{
    /// <inheritdoc/>
    protected override bool IsUsed(ReplicaEntry entry, PersistentVolume value) => value.Status.Phase == "Bound";
}
