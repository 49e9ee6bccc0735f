using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Strategies.Storage;

/// <summary>How much room there is for volumes of a class in a part of the cluster.</summary>
public sealed class CSIStorageCapacityStrategy : KindStrategy<CSIStorageCapacity>
{
    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<CSIStorageCapacity>(),
        Tables.Columns.Text<CSIStorageCapacity>("StorageClassName", capacity => capacity.StorageClassName, "The class of the volumes"),
        Tables.Columns.Text<CSIStorageCapacity>("Capacity", capacity => capacity.Capacity?.ToString() ?? "<unset>", "The room there is"),
    ];

    /// <inheritdoc/>
    protected override void Validate(CSIStorageCapacity obj, FieldErrors errors)
    {
        errors.Invalid(FieldPath.Of("storageClassName"), obj.StorageClassName, NameRules.Dns1123Subdomain(obj.StorageClassName));
        LabelSelectorRules.Validate(obj.NodeTopology, errors, FieldPath.Of("nodeTopology"));
        Amount(obj.Capacity, errors, FieldPath.Of("capacity"));
        Amount(obj.MaximumVolumeSize, errors, FieldPath.Of("maximumVolumeSize"));
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(CSIStorageCapacity obj, CSIStorageCapacity old, string subresource, FieldErrors errors)
    {
        Validate(obj, errors);
        if (!SpecEquality.Same(obj.NodeTopology, old.NodeTopology))
        {
            errors.Invalid(FieldPath.Of("nodeTopology"), FieldRules.Json(obj.NodeTopology), FieldRules.ImmutableMessage);
        }

        FieldRules.Immutable(obj.StorageClassName, old.StorageClassName, errors, FieldPath.Of("storageClassName"));
    }

    private static void Amount(Quantity? amount, FieldErrors errors, FieldPath path)
    {
        if (amount is { Sign: < 0 } negative)
        {
            errors.Invalid(path, negative.ToString(), "must be greater than or equal to 0");
        }
    }
}
