using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Storage;

/// <summary>Classes of storage. How volumes are made of a class does not change; what may be done with them later does.</summary>
public sealed class StorageClassStrategy : KindStrategy<StorageClass>
{
    private static readonly string[] ReclaimPolicies = ["Delete", "Retain"];
    private static readonly string[] BindingModes = ["Immediate", "WaitForFirstConsumer"];

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        new TableColumn<StorageClass>("Name", (c, _) => IsDefault(c) ? c.Metadata.Name + " (default)" : c.Metadata.Name, Format: "name", Description: "The class's name"),
        Tables.Columns.Text<StorageClass>("Provisioner", c => c.Provisioner, "Who makes volumes of the class"),
        Tables.Columns.Text<StorageClass>("ReclaimPolicy", c => c.ReclaimPolicy ?? "Delete", "What becomes of a volume that is no longer claimed"),
        Tables.Columns.Text<StorageClass>("VolumeBindingMode", c => c.VolumeBindingMode ?? "Immediate", "When a claim gets its volume"),
        new TableColumn<StorageClass>("AllowVolumeExpansion", (c, _) => c.AllowVolumeExpansion ?? false, Description: "Whether volumes may grow"),
        Tables.Columns.Age<StorageClass>(),
    ];

    /// <inheritdoc/>
    protected override void Default(StorageClass obj)
    {
        obj.ReclaimPolicy ??= "Delete";
        obj.VolumeBindingMode ??= "Immediate";
    }

    /// <inheritdoc/>
    protected override void Validate(StorageClass obj, FieldErrors errors)
    {
        StorageRules.Provisioner(obj.Provisioner, errors, FieldPath.Of("provisioner"));
        StorageRules.Parameters(obj.Parameters, errors, FieldPath.Of("parameters"));
        if (!string.IsNullOrEmpty(obj.ReclaimPolicy))
        {
            FieldRules.OneOf(obj.ReclaimPolicy, ReclaimPolicies, errors, FieldPath.Of("reclaimPolicy"));
        }

        FieldRules.OneOf(obj.VolumeBindingMode ?? "", BindingModes, errors, FieldPath.Of("volumeBindingMode"));
        TopologyRules.Validate(obj.AllowedTopologies, errors, FieldPath.Of("allowedTopologies"));
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(StorageClass obj, StorageClass old, string subresource, FieldErrors errors)
    {
        Validate(obj, errors);
        StorageRules.Frozen(SpecEquality.Same(obj.Parameters, old.Parameters), "parameters", errors);
        StorageRules.Frozen(obj.Provisioner == old.Provisioner, "provisioner", errors);
        StorageRules.Frozen(obj.ReclaimPolicy == old.ReclaimPolicy, "reclaimPolicy", errors);
        FieldRules.Immutable(obj.VolumeBindingMode, old.VolumeBindingMode, errors, FieldPath.Of("volumeBindingMode"));
    }

    private static bool IsDefault(StorageClass c) =>
        c.Metadata.Annotations is { } annotations
        && (annotations.GetValueOrDefault("storageclass.kubernetes.io/is-default-class") == "true"
            || annotations.GetValueOrDefault("storageclass.beta.kubernetes.io/is-default-class") == "true");
}
