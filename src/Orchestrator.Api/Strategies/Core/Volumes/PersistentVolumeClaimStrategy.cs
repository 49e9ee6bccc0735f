using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>Claims to persistent volumes.</summary>
public sealed class PersistentVolumeClaimStrategy : KindStrategy<PersistentVolumeClaim>
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<PersistentVolumeClaim>(),
        Tables.Columns.Text<PersistentVolumeClaim>(
            "Status", claim => claim.Metadata.DeletionTimestamp is null ? claim.Status.Phase ?? "" : "Terminating", "Whether it has a volume"),
        Tables.Columns.Text<PersistentVolumeClaim>("Volume", claim => claim.Spec.VolumeName ?? "", "The volume that it is bound to"),
        Tables.Columns.Text<PersistentVolumeClaim>("Capacity", Capacity, "The size of that volume"),
        Tables.Columns.Text<PersistentVolumeClaim>(
            "Access Modes", claim => string.IsNullOrEmpty(claim.Spec.VolumeName) ? "" : AccessModes.Text(claim.Status.AccessModes), "How that volume may be mounted"),
        Tables.Columns.Text<PersistentVolumeClaim>("StorageClass", claim => StorageClassNames.Of(claim.Metadata, claim.Spec.StorageClassName), "The class of storage asked for"),
        Tables.Columns.Text<PersistentVolumeClaim>("VolumeAttributesClass", claim => claim.Spec.VolumeAttributesClassName ?? "<unset>", "The class of attributes asked for"),
        Tables.Columns.Age<PersistentVolumeClaim>(),
        Tables.Columns.Wide<PersistentVolumeClaim>("VolumeMode", claim => claim.Spec.VolumeMode ?? "<unset>", "Whether it is a file system or a raw device"),
    ];

    /// <inheritdoc/>
    protected override void Default(PersistentVolumeClaim obj) => ClaimDefaults.Claim(obj);

    /// <inheritdoc/>
    protected override void PrepareForCreate(PersistentVolumeClaim obj)
    {
        obj.Status = new() { Phase = "Pending" };
        ClaimDefaults.DataSources(obj.Spec);
    }

    /// <inheritdoc/>
    protected override void PrepareForUpdate(PersistentVolumeClaim obj, PersistentVolumeClaim old, string subresource)
    {
        if (subresource == "status")
        {
            obj.Spec = old.Spec;
            return;
        }

        obj.Status = old.Status;
        ClaimDefaults.DataSources(obj.Spec);
    }

    /// <inheritdoc/>
    protected override void Validate(PersistentVolumeClaim obj, FieldErrors errors) => ClaimValidation.Spec(obj.Spec, errors, Spec);

    /// <inheritdoc/>
    protected override void ValidateUpdate(PersistentVolumeClaim obj, PersistentVolumeClaim old, string subresource, FieldErrors errors)
    {
        if (subresource == "status")
        {
            ClaimUpdateValidation.Status(obj, errors);
            return;
        }

        Validate(obj, errors);
        ClaimUpdateValidation.Update(obj, old, errors);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(PersistentVolumeClaim obj, PersistentVolumeClaim? old) => VolumeWarnings.Of(obj);

    private static string Capacity(PersistentVolumeClaim claim)
    {
        if (string.IsNullOrEmpty(claim.Spec.VolumeName))
        {
            return "";
        }

        return claim.Status.Capacity is { } capacity && capacity.TryGetValue("storage", out var size) ? size.ToString() : "0";
    }
}
