using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>Persistent volumes.</summary>
public sealed class PersistentVolumeStrategy : KindStrategy<PersistentVolume>
{
    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<PersistentVolume>(),
        Tables.Columns.Text<PersistentVolume>("Capacity", Capacity, "Its size"),
        Tables.Columns.Text<PersistentVolume>("Access Modes", volume => AccessModes.Text(volume.Spec.AccessModes), "How it may be mounted"),
        Tables.Columns.Text<PersistentVolume>("Reclaim Policy", volume => volume.Spec.PersistentVolumeReclaimPolicy ?? "", "What becomes of it when its claim goes"),
        Tables.Columns.Text<PersistentVolume>(
            "Status", volume => volume.Metadata.DeletionTimestamp is null ? volume.Status.Phase ?? "" : "Terminating", "Whether it is free, bound or released"),
        Tables.Columns.Text<PersistentVolume>("Claim", volume => volume.Spec.ClaimRef is { } claim ? $"{claim.Namespace}/{claim.Name}" : "", "The claim that it is bound to"),
        Tables.Columns.Text<PersistentVolume>("StorageClass", volume => StorageClassNames.Of(volume.Metadata, volume.Spec.StorageClassName), "The class of storage that it belongs to"),
        Tables.Columns.Text<PersistentVolume>("VolumeAttributesClass", volume => volume.Spec.VolumeAttributesClassName ?? "<unset>", "The class of its attributes"),
        Tables.Columns.Text<PersistentVolume>("Reason", volume => volume.Status.Reason ?? "", "Why it failed"),
        Tables.Columns.Age<PersistentVolume>(),
        Tables.Columns.Wide<PersistentVolume>("VolumeMode", volume => volume.Spec.VolumeMode ?? "<unset>", "Whether it is a file system or a raw device"),
    ];

    /// <inheritdoc/>
    protected override void Default(PersistentVolume obj)
    {
        obj.Status.Phase ??= "Pending";
        obj.Spec.PersistentVolumeReclaimPolicy ??= "Retain";
        obj.Spec.VolumeMode ??= "Filesystem";
        SourceDefaults.Persistent(obj.Spec);
    }

    // The strategy has no clock: a new volume came to its phase when it was made.
    /// <inheritdoc/>
    protected override void PrepareForCreate(PersistentVolume obj) =>
        obj.Status = new() { Phase = "Pending", LastPhaseTransitionTime = obj.Metadata.CreationTimestamp };

    /// <inheritdoc/>
    protected override void PrepareForUpdate(PersistentVolume obj, PersistentVolume old, string subresource)
    {
        if (subresource == "status")
        {
            obj.Spec = old.Spec;
        }
        else
        {
            obj.Status = old.Status;
        }
    }

    /// <inheritdoc/>
    protected override void Validate(PersistentVolume obj, FieldErrors errors) => PersistentVolumeValidation.Spec(obj.Spec, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(PersistentVolume obj, PersistentVolume old, string subresource, FieldErrors errors)
    {
        if (subresource.Length > 0)
        {
            return;
        }

        Validate(obj, errors);
        PersistentVolumeValidation.Update(obj.Spec, old.Spec, errors);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(PersistentVolume obj, PersistentVolume? old) => VolumeWarnings.Of(obj);

    private static string Capacity(PersistentVolume volume) =>
        volume.Spec.Capacity is { } capacity && capacity.TryGetValue("storage", out var size) ? size.ToString() : "0";
}
