using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>Templates of claims, one of which is made for each pod. They do not change.</summary>
public sealed class ResourceClaimTemplateStrategy : KindStrategy<ResourceClaimTemplate>
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??= [Tables.Columns.Name<ResourceClaimTemplate>(), Tables.Columns.Age<ResourceClaimTemplate>()];

    /// <inheritdoc/>
    protected override void Default(ResourceClaimTemplate obj) => DeviceDefaults.Claim(obj.Spec.Spec.Devices);

    /// <inheritdoc/>
    protected override void PrepareForCreate(ResourceClaimTemplate obj) => DisabledDeviceFields.Drop(obj.Spec.Spec.Devices);

    /// <inheritdoc/>
    protected override void PrepareForUpdate(ResourceClaimTemplate obj, ResourceClaimTemplate old, string subresource) => DisabledDeviceFields.Drop(obj.Spec.Spec.Devices);

    /// <inheritdoc/>
    protected override void Validate(ResourceClaimTemplate obj, FieldErrors errors)
    {
        MetadataRules.Annotations(obj.Spec.Metadata.Annotations, errors, Spec.Child("metadata", "annotations"));
        MetadataRules.Labels(obj.Spec.Metadata.Labels, errors, Spec.Child("metadata", "labels"));
        DeviceClaimRules.Validate(obj.Spec.Spec.Devices, errors, Spec.Child("spec", "devices"));
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(ResourceClaimTemplate obj, ResourceClaimTemplate old, string subresource, FieldErrors errors)
    {
        if (!SpecEquality.Same(obj.Spec, old.Spec))
        {
            errors.Invalid(Spec, FieldRules.Json(obj.Spec), FieldRules.ImmutableMessage);
        }
    }
}
