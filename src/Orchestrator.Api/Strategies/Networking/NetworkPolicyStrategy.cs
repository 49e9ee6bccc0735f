using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Networking;

/// <summary>Network policies.</summary>
public sealed class NetworkPolicyStrategy : KindStrategy<NetworkPolicy>
{
    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<NetworkPolicy>(),
        Tables.Columns.Text<NetworkPolicy>("Pod-Selector", policy => policy.Spec.PodSelector.ToText(), "Which pods it protects"),
        Tables.Columns.Age<NetworkPolicy>(),
    ];

    /// <inheritdoc/>
    protected override void Default(NetworkPolicy obj)
    {
        foreach (var rule in obj.Spec.Ingress ?? [])
        {
            Ports(rule.Ports);
        }

        foreach (var rule in obj.Spec.Egress ?? [])
        {
            Ports(rule.Ports);
        }

        // A policy that does not say what it is about is about what comes in, and about what goes out if it has rules for that.
        if (obj.Spec.PolicyTypes is null or [])
        {
            obj.Spec.PolicyTypes = obj.Spec.Egress is { Count: > 0 } ? ["Ingress", "Egress"] : ["Ingress"];
        }
    }

    /// <inheritdoc/>
    protected override void Validate(NetworkPolicy obj, FieldErrors errors) => NetworkPolicyValidation.Spec(obj.Spec, old: null, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(NetworkPolicy obj, NetworkPolicy old, string subresource, FieldErrors errors) =>
        NetworkPolicyValidation.Spec(obj.Spec, old.Spec, errors);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(NetworkPolicy obj, NetworkPolicy? old) => NetworkPolicyWarnings.Of(obj.Spec);

    /// <inheritdoc/>
    protected override bool SpecChanged(NetworkPolicy obj, NetworkPolicy old) => !SpecEquality.Same(obj.Spec, old.Spec);

    private static void Ports(List<NetworkPolicyPort>? ports)
    {
        foreach (var port in ports ?? [])
        {
            port.Protocol ??= "TCP";
        }
    }
}
