using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Grains.Objects.Admission.Storage;
using Orchestrator.Ledger.Replication;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Grains.Controllers.StorageProtection;

/// <summary>A class of volume attributes stays while a volume or a claim has it (<c>vac_protection_controller.go</c>).</summary>
internal sealed class AttributesClassProtectionController(ControllerServices services)
    : ProtectionController<VolumeAttributesClass>(
        "volumeattributesclass-protection-controller", Classes, StorageObjectInUseProtectionPlugin.AttributesClassFinalizer, services)
{
    private static GroupResource Classes { get; } = new("storage.k8s.io", "volumeattributesclasses");

    private static GroupResource Claims { get; } = new("", "persistentvolumeclaims");

    private static GroupResource Volumes { get; } = new("", "persistentvolumes");

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches)
    {
        watches.Mapped(Claims, static (change, poke) => Poke(change, poke, entry => NamesOf(entry.As<PersistentVolumeClaim>())));
        watches.Mapped(Volumes, static (change, poke) => Poke(change, poke, entry => [entry.As<PersistentVolume>().Spec.VolumeAttributesClassName]));
    }

    /// <inheritdoc/>
    protected override bool IsUsed(ReplicaEntry entry, VolumeAttributesClass value)
    {
        var name = entry.Key.Name;
        return Replica.List(Claims).Any(claim => NamesOf(claim.As<PersistentVolumeClaim>()).Contains(name))
            || Replica.List(Volumes).Any(volume => volume.As<PersistentVolume>().Spec.VolumeAttributesClassName == name);
    }

    private static void Poke(ReplicaChange change, Action<Orchestrator.Api.Objects.ObjectKey> poke, Func<ReplicaEntry, IEnumerable<string?>> names)
    {
        foreach (var name in names(change.Previous ?? change.Entry))
        {
            if (!string.IsNullOrEmpty(name))
            {
                poke(Classes.Key(null, name));
            }
        }
    }

    private static IEnumerable<string?> NamesOf(PersistentVolumeClaim claim) =>
        [claim.Spec.VolumeAttributesClassName, claim.Status.CurrentVolumeAttributesClassName, claim.Status.ModifyVolumeStatus?.TargetVolumeAttributesClassName];
}
