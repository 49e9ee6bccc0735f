using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Storage;

/// <summary>The drivers of volumes that run on a node. What a driver calls the node stays as long as the driver is there.</summary>
public sealed class CSINodeStrategy : KindStrategy<CSINode>
{
    private const int LongestNodeId = 192;
    private static readonly FieldPath Drivers = FieldPath.Of("spec", "drivers");

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<CSINode>(),
        Tables.Columns.Number<CSINode>("Drivers", node => node.Spec.Drivers.Count, "How many drivers there are"),
        Tables.Columns.Age<CSINode>(),
    ];

    /// <inheritdoc/>
    protected override void Validate(CSINode obj, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < obj.Spec.Drivers.Count; i++)
        {
            var path = Drivers.Index(i);
            Driver(obj.Spec.Drivers[i], errors, path);
            if (!names.Add(obj.Spec.Drivers[i].Name))
            {
                errors.Duplicate(path.Child("name"), obj.Spec.Drivers[i].Name);
            }
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(CSINode obj, CSINode old, string subresource, FieldErrors errors)
    {
        Validate(obj, errors);
        foreach (var driver in obj.Spec.Drivers)
        {
            var before = old.Spec.Drivers.Find(other => other.Name == driver.Name);
            if (before is not null && (before.NodeID != driver.NodeID || !before.TopologyKeys.SequenceEqual(driver.TopologyKeys)))
            {
                errors.Invalid(FieldPath.Of("CSINodeDriver"), FieldRules.Json(driver), FieldRules.ImmutableMessage);
            }
        }
    }

    private static void Driver(CSINodeDriver driver, FieldErrors errors, FieldPath path)
    {
        StorageRules.DriverName(driver.Name, errors, path.Child("name"));
        if (driver.NodeID.Length == 0)
        {
            errors.Required(path.Child("nodeID"));
        }
        else if (driver.NodeID.Length > LongestNodeId)
        {
            errors.Invalid(path.Child("nodeID"), driver.NodeID, $"must be {LongestNodeId} characters or less");
        }

        FieldRules.NonNegative(driver.Allocatable?.Count, errors, path.Child("allocatable", "count"));
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in driver.TopologyKeys)
        {
            if (key.Length == 0)
            {
                errors.Required(path);
            }

            if (!keys.Add(key))
            {
                errors.Duplicate(path, key);
            }

            errors.Invalid(path, driver.TopologyKeys, NameRules.QualifiedName(key));
        }
    }
}
