using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Storage;

/// <summary>Classes of what volumes can be changed to. A class itself does not change.</summary>
public sealed class VolumeAttributesClassStrategy : KindStrategy<VolumeAttributesClass>
{
    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<VolumeAttributesClass>(),
        Tables.Columns.Text<VolumeAttributesClass>("DriverName", c => c.DriverName, "The driver that knows the class's parameters"),
        Tables.Columns.Age<VolumeAttributesClass>(),
    ];

    /// <inheritdoc/>
    protected override void Validate(VolumeAttributesClass obj, FieldErrors errors)
    {
        StorageRules.Provisioner(obj.DriverName, errors, FieldPath.Of("driverName"));
        if (obj.Parameters is null or { Count: 0 })
        {
            errors.Required(FieldPath.Of("parameters"), "must contain at least one key/value pair");
        }

        StorageRules.Parameters(obj.Parameters, errors, FieldPath.Of("parameters"));
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(VolumeAttributesClass obj, VolumeAttributesClass old, string subresource, FieldErrors errors)
    {
        StorageRules.Frozen(obj.DriverName == old.DriverName, "driverName", errors);
        StorageRules.Frozen(SpecEquality.Same(obj.Parameters, old.Parameters), "parameters", errors);
    }
}
