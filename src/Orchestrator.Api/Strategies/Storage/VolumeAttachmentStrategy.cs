using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Strategies.Core.Volumes;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Storage;

/// <summary>Volumes that are to be attached to nodes. What is to be attached where does not change; how far it is, the attacher says in the status.</summary>
public sealed class VolumeAttachmentStrategy : KindStrategy<VolumeAttachment>
{
    private const int MetadataBytes = 256 * 1024;
    private const int LongestError = 1024;
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath Status = FieldPath.Of("status");

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<VolumeAttachment>(),
        new TableColumn<VolumeAttachment>("Attacher", (a, _) => a.Spec.Attacher, Format: "name", Description: "The driver that attaches it"),
        Tables.Columns.Text<VolumeAttachment>("PV", a => a.Spec.Source.PersistentVolumeName ?? "", "The volume"),
        Tables.Columns.Text<VolumeAttachment>("Node", a => a.Spec.NodeName, "The node"),
        new TableColumn<VolumeAttachment>("Attached", (a, _) => a.Status.Attached, Type: "boolean", Description: "Whether it is attached"),
        Tables.Columns.Age<VolumeAttachment>(),
    ];

    /// <inheritdoc/>
    protected override void PrepareForCreate(VolumeAttachment obj) => obj.Status = new();

    /// <inheritdoc/>
    protected override void PrepareForUpdate(VolumeAttachment obj, VolumeAttachment old, string subresource)
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
    protected override void Validate(VolumeAttachment obj, FieldErrors errors)
    {
        StorageRules.DriverName(obj.Spec.Attacher, errors, Spec.Child("attacher"));
        Source(obj.Spec.Source, errors, Spec.Child("source"));
        errors.Invalid(Spec.Child("nodeName"), obj.Spec.NodeName, NameRules.Dns1123Subdomain(obj.Spec.NodeName));
        CheckStatus(obj.Status, errors);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(VolumeAttachment obj, VolumeAttachment old, string subresource, FieldErrors errors)
    {
        Validate(obj, errors);
        if (!SpecEquality.Same(obj.Spec, old.Spec))
        {
            errors.Invalid(Spec, FieldRules.Json(obj.Spec), FieldRules.ImmutableMessage);
        }
    }

    private static void Source(VolumeAttachmentSource source, FieldErrors errors, FieldPath path)
    {
        switch (source)
        {
            case { InlineVolumeSpec: null, PersistentVolumeName: null }:
                errors.Required(path, "must specify exactly one of inlineVolumeSpec and persistentVolumeName");
                break;
            case { InlineVolumeSpec: not null, PersistentVolumeName: not null }:
                errors.Forbidden(path, "must specify exactly one of inlineVolumeSpec and persistentVolumeName");
                break;
            case { InlineVolumeSpec: { } spec }:
                InlineVolumeRules.Validate(spec, errors, path.Child("inlineVolumeSpec"));
                break;
            case { PersistentVolumeName: "" }:
                errors.Required(path.Child("persistentVolumeName"), "must specify non empty persistentVolumeName");
                break;
            case { PersistentVolumeName: { } name }:
                errors.Invalid(path.Child("persistentVolumeName"), name, NameRules.Dns1123Subdomain(name));
                break;
        }
    }

    private static void CheckStatus(VolumeAttachmentStatus status, FieldErrors errors)
    {
        var metadata = status.AttachmentMetadata;
        if (metadata?.Sum(entry => (long)ValueRules.Bytes(entry.Key) + ValueRules.Bytes(entry.Value)) > MetadataBytes)
        {
            errors.TooLong(Status.Child("attachmentMetadata"), MetadataBytes);
        }

        Error(status.AttachError, errors, Status.Child("attachError"));
        Error(status.DetachError, errors, Status.Child("detachError"));
    }

    private static void Error(VolumeError? error, FieldErrors errors, FieldPath path)
    {
        if (error?.Message?.Length > LongestError)
        {
            errors.TooLong(path.Child("message"), LongestError);
        }
    }
}
