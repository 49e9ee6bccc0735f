using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Storage;

/// <summary>Drivers of volumes that are installed in the cluster.</summary>
public sealed class CSIDriverStrategy : KindStrategy<CSIDriver>
{
    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<CSIDriver>(),
        Flag("AttachRequired", spec => spec.AttachRequired ?? true, "Whether volumes have to be attached to a node"),
        Flag("PodInfoOnMount", spec => spec.PodInfoOnMount ?? false, "Whether the driver learns for which pod it mounts"),
        Flag("StorageCapacity", spec => spec.StorageCapacity ?? false, "Whether the scheduler asks how much room there is"),
        Tables.Columns.Text<CSIDriver>("TokenRequests", driver => Tokens(driver.Spec.TokenRequests), "For whom the driver gets tokens of the pod's service account"),
        Flag("RequiresRepublish", spec => spec.RequiresRepublish ?? false, "Whether a volume is published again from time to time"),
        Tables.Columns.Text<CSIDriver>("Modes", driver => Modes(driver.Spec.VolumeLifecycleModes), "Which kinds of volumes it has"),
        Tables.Columns.Age<CSIDriver>(),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> CheckName(string name, bool prefix) => NameRules.PathSegment(name);

    /// <inheritdoc/>
    protected override void Default(CSIDriver obj)
    {
        var spec = obj.Spec;
        spec.AttachRequired ??= true;
        spec.PodInfoOnMount ??= false;
        spec.StorageCapacity ??= false;
        spec.FsGroupPolicy ??= "ReadWriteOnceWithFSType";
        spec.RequiresRepublish ??= false;
        spec.SeLinuxMount ??= false;
        if (spec.VolumeLifecycleModes is null or [])
        {
            spec.VolumeLifecycleModes = ["Persistent"];
        }
    }

    /// <inheritdoc/>
    protected override void Validate(CSIDriver obj, FieldErrors errors)
    {
        StorageRules.DriverName(obj.Metadata.Name, errors, FieldPath.Of("name"));
        CSIDriverValidation.Spec(obj.Spec, errors);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(CSIDriver obj, CSIDriver old, string subresource, FieldErrors errors)
    {
        CSIDriverValidation.Spec(obj.Spec, errors);
        CSIDriverValidation.Frozen(obj.Spec, old.Spec, errors);
    }

    private static TableColumn<CSIDriver> Flag(string name, Func<CSIDriverSpec, bool> value, string description) =>
        new(name, (driver, _) => value(driver.Spec), Type: "boolean", Description: description);

    private static string Tokens(List<TokenRequest>? requests) => requests is null ? "<unset>" : string.Join(',', requests.Select(request => request.Audience));

    private static string Modes(List<string>? modes) => modes is { Count: > 0 } ? string.Join(',', modes) : "<none>";
}
