using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>Devices that a driver offers, of one pool.</summary>
public sealed class ResourceSliceStrategy : KindStrategy<ResourceSlice>
{
    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<ResourceSlice>(),
        Tables.Columns.Text<ResourceSlice>("Node", slice => slice.Spec.NodeName ?? "<unset>", "The node that has the devices"),
        Tables.Columns.Text<ResourceSlice>("Driver", slice => slice.Spec.Driver, "The driver that offers them"),
        Tables.Columns.Text<ResourceSlice>("Pool", slice => slice.Spec.Pool.Name, "The pool they belong to"),
        Tables.Columns.Age<ResourceSlice>(),
    ];

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<ResourceSlice, string>> SelectableFields { get; } = new Dictionary<string, Func<ResourceSlice, string>>
    {
        ["spec.driver"] = slice => slice.Spec.Driver,
        ["spec.nodeName"] = slice => slice.Spec.NodeName ?? "",
    };

    /// <inheritdoc/>
    public override string UnknownField(string field) => $"field label not supported for resource.k8s.io/v1, Kind=ResourceSlice: {field}";

    /// <inheritdoc/>
    protected override void PrepareForCreate(ResourceSlice obj) => DisabledDeviceFields.Drop(obj.Spec);

    /// <inheritdoc/>
    protected override void PrepareForUpdate(ResourceSlice obj, ResourceSlice old, string subresource) => DisabledDeviceFields.Drop(obj.Spec);

    /// <inheritdoc/>
    protected override void Validate(ResourceSlice obj, FieldErrors errors) => ResourceSliceValidation.Spec(obj.Spec, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(ResourceSlice obj, ResourceSlice old, string subresource, FieldErrors errors)
    {
        ResourceSliceValidation.Spec(obj.Spec, errors);
        ResourceSliceValidation.Frozen(obj.Spec, old.Spec, errors);
    }

    /// <inheritdoc/>
    protected override bool SpecChanged(ResourceSlice obj, ResourceSlice old) => !SpecEquality.Same(obj.Spec, old.Spec);
}
