using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Networking;

/// <summary>Addresses that are taken: each is named as the address is, and belongs to what its parent reference names, for ever.</summary>
public sealed class IPAddressStrategy : KindStrategy<IPAddress>
{
    private static readonly FieldPath Parent = FieldPath.Of("spec", "parentRef");

    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<IPAddress>(),
        Tables.Columns.Text<IPAddress>("ParentRef", address => Text(address.Spec.ParentRef), "What has the address"),
        Tables.Columns.Age<IPAddress>(),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> CheckName(string name, bool prefix) => AddressRules.Canonical(name);

    /// <inheritdoc/>
    protected override void Validate(IPAddress obj, FieldErrors errors)
    {
        if (obj.Spec.ParentRef is not { } parent)
        {
            errors.Required(Parent);
            return;
        }

        if (!string.IsNullOrEmpty(parent.Group))
        {
            errors.Invalid(Parent.Child("group"), parent.Group, NameRules.Dns1123Subdomain(parent.Group));
        }

        FieldRules.RequiredSegment(parent.Resource, errors, Parent.Child("resource"));
        FieldRules.RequiredSegment(parent.Name, errors, Parent.Child("name"));
        if (!string.IsNullOrEmpty(parent.Namespace))
        {
            errors.Invalid(Parent.Child("namespace"), parent.Namespace, NameRules.PathSegment(parent.Namespace));
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(IPAddress obj, IPAddress old, string subresource, FieldErrors errors)
    {
        if (!SpecEquality.Same(obj.Spec.ParentRef, old.Spec.ParentRef))
        {
            errors.Invalid(Parent, FieldRules.Json(obj.Spec.ParentRef), FieldRules.ImmutableMessage);
        }
    }

    private static string Text(ParentReference? parent)
    {
        if (parent is null)
        {
            return "<none>";
        }

        var resource = string.IsNullOrEmpty(parent.Group) ? parent.Resource : $"{parent.Resource}.{parent.Group}";
        var place = string.IsNullOrEmpty(parent.Namespace) ? "" : parent.Namespace + "/";
        return $"{resource?.ToLowerInvariant()}/{place}{parent.Name}";
    }
}
