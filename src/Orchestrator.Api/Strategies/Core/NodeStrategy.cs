using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>Nodes. An agent registers a node with its status, so that is kept on create.</summary>
public sealed class NodeStrategy : KindStrategy<Node>
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => NodeColumns.All;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<Node, string>> SelectableFields { get; } = new Dictionary<string, Func<Node, string>>
    {
        ["spec.unschedulable"] = node => node.Spec.Unschedulable == true ? "true" : "false",
    };

    /// <inheritdoc/>
    protected override void Default(Node obj)
    {
        obj.Status.Allocatable ??= obj.Status.Capacity is { } capacity ? new(capacity) : null;
        // podCIDR is the older name of the first of podCIDRs
        if (obj.Spec.PodCIDRs is { Count: > 0 } ranges)
        {
            obj.Spec.PodCIDR = ranges[0];
        }
        else if (!string.IsNullOrEmpty(obj.Spec.PodCIDR))
        {
            obj.Spec.PodCIDRs = [obj.Spec.PodCIDR];
        }
    }

    /// <inheritdoc/>
    protected override void PrepareForUpdate(Node obj, Node old, string subresource)
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
    protected override void Validate(Node obj, FieldErrors errors)
    {
        NodeTaintRules.Validate(obj.Spec.Taints, errors, Spec.Child("taints"));
        for (var i = 0; i < (obj.Spec.PodCIDRs?.Count ?? 0); i++)
        {
            var cidr = obj.Spec.PodCIDRs![i];
            if (!System.Net.IPNetwork.TryParse(cidr, out _))
            {
                errors.Invalid(Spec.Child("podCIDRs").Index(i), cidr, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
            }
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(Node obj, Node old, string subresource, FieldErrors errors)
    {
        Addresses(obj, errors);
        Validate(obj, errors);
        if (old.Spec.PodCIDRs is { Count: > 0 } && !(obj.Spec.PodCIDRs ?? []).SequenceEqual(old.Spec.PodCIDRs, StringComparer.Ordinal))
        {
            errors.Forbidden(Spec.Child("podCIDRs"), "node updates may not change podCIDR except from \"\" to valid");
        }

        if (!string.IsNullOrEmpty(old.Spec.ProviderID) && obj.Spec.ProviderID != old.Spec.ProviderID)
        {
            errors.Forbidden(Spec.Child("providerID"), "node updates may not change providerID except from \"\" to valid");
        }
    }

    private static void Addresses(Node node, FieldErrors errors)
    {
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < (node.Status.Addresses?.Count ?? 0); i++)
        {
            var address = node.Status.Addresses![i];
            if (!seen.Add((address.Type, address.Address)))
            {
                errors.Duplicate(FieldPath.Of("status", "addresses").Index(i), System.Text.Json.Nodes.JsonNode.Parse(Api.Json.JsonModel.ToBytes(address)));
            }
        }
    }
}
