using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>Claims of devices (<c>resource.k8s.io</c>). What is claimed does not change; what was given, and to whom, is in the status.</summary>
public sealed class ResourceClaimStrategy : KindStrategy<ResourceClaim>
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<ResourceClaim>(),
        Tables.Columns.Text<ResourceClaim>("State", State, "How far it is"),
        Tables.Columns.Age<ResourceClaim>(),
    ];

    /// <inheritdoc/>
    protected override void Default(ResourceClaim obj) => DeviceDefaults.Claim(obj.Spec.Devices);

    /// <inheritdoc/>
    protected override void PrepareForCreate(ResourceClaim obj)
    {
        obj.Status = new();
        DisabledDeviceFields.Drop(obj.Spec.Devices);
    }

    /// <inheritdoc/>
    protected override void PrepareForUpdate(ResourceClaim obj, ResourceClaim old, string subresource)
    {
        if (subresource == "status")
        {
            obj.Spec = old.Spec;
        }
        else
        {
            obj.Status = old.Status;
            DisabledDeviceFields.Drop(obj.Spec.Devices);
        }
    }

    /// <inheritdoc/>
    protected override void Validate(ResourceClaim obj, FieldErrors errors) => DeviceClaimRules.Validate(obj.Spec.Devices, errors, Spec.Child("devices"));

    /// <inheritdoc/>
    protected override void ValidateUpdate(ResourceClaim obj, ResourceClaim old, string subresource, FieldErrors errors)
    {
        if (subresource == "status")
        {
            ResourceClaimStatusRules.Validate(obj, old, errors);
        }
        else if (!SpecEquality.Same(obj.Spec, old.Spec))
        {
            errors.Invalid(Spec, FieldRules.Json(obj.Spec), FieldRules.ImmutableMessage);
        }
    }

    private static string State(ResourceClaim claim)
    {
        var states = new List<string>();
        var deleted = claim.Metadata.DeletionTimestamp is not null;
        if (deleted)
        {
            states.Add("deleted");
        }

        if (claim.Status.Allocation is not null)
        {
            states.Add("allocated");
        }
        else if (!deleted)
        {
            states.Add("pending");
        }

        if (claim.Status.ReservedFor is { Count: > 0 })
        {
            states.Add("reserved");
        }

        return string.Join(',', states);
    }
}
