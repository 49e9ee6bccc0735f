using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;
using AddressFamily = System.Net.Sockets.AddressFamily;

namespace Orchestrator.Api.Strategies.Networking;

/// <summary>Ranges from which services get their addresses: one, or one for each family of addresses, which may be added later.</summary>
public sealed class ServiceCIDRStrategy : KindStrategy<ServiceCIDR>
{
    private static readonly FieldPath Cidrs = FieldPath.Of("spec", "cidrs");

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<ServiceCIDR>(),
        Tables.Columns.Text<ServiceCIDR>("CIDRs", cidr => string.Join(',', cidr.Spec.Cidrs ?? []), "The ranges"),
        Tables.Columns.Age<ServiceCIDR>(),
    ];

    /// <inheritdoc/>
    protected override void PrepareForCreate(ServiceCIDR obj) => obj.Status = new();

    /// <inheritdoc/>
    protected override void PrepareForUpdate(ServiceCIDR obj, ServiceCIDR old, string subresource)
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
    protected override void Validate(ServiceCIDR obj, FieldErrors errors)
    {
        var cidrs = obj.Spec.Cidrs ?? [];
        if (cidrs.Count == 0)
        {
            errors.Required(Cidrs, "at least one CIDR required");
            return;
        }

        if (cidrs.Count > 2)
        {
            errors.Invalid(Cidrs, FieldRules.Json(obj.Spec), "may only hold up to 2 values");
            return;
        }

        for (var i = 0; i < cidrs.Count; i++)
        {
            errors.Invalid(Cidrs.Index(i), cidrs[i], CidrRules.Canonical(cidrs[i]));
        }

        if (cidrs.Count == 2 && CidrRules.Family(cidrs[0]) is var family and not AddressFamily.Unspecified && family == CidrRules.Family(cidrs[1]))
        {
            errors.Invalid(Cidrs, cidrs, "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64");
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(ServiceCIDR obj, ServiceCIDR old, string subresource, FieldErrors errors)
    {
        if (subresource.Length > 0)
        {
            return;
        }

        var (now, before) = (obj.Spec.Cidrs ?? [], old.Spec.Cidrs ?? []);
        if (now.Count != before.Count && (before.Count, now.Count) != (1, 2))
        {
            errors.Invalid(Cidrs, now, FieldRules.ImmutableMessage);
            return;
        }

        for (var i = 0; i < before.Count; i++)
        {
            FieldRules.Immutable(now[i], before[i], errors, Cidrs.Index(i));
        }

        if (now.Count != before.Count)
        {
            Validate(obj, errors);
        }
    }
}
