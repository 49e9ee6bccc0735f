using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Services;

/// <summary>Services. Their names become host names, and what was allocated for them stays theirs.</summary>
public sealed class ServiceStrategy : KindStrategy<Service>
{
    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => ServiceColumns.All;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<Service, string>> SelectableFields { get; } = new Dictionary<string, Func<Service, string>>
    {
        ["spec.clusterIP"] = service => service.Spec.ClusterIP ?? "",
        ["spec.type"] = service => service.Spec.Type ?? "",
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> CheckName(string name, bool prefix) => NameRules.Dns1035Label(NameRules.WithoutPrefixEnd(name, prefix));

    /// <inheritdoc/>
    protected override void Default(Service obj) => ServiceDefaults.Service(obj);

    /// <inheritdoc/>
    protected override void PrepareForCreate(Service obj) => obj.Status = new();

    /// <inheritdoc/>
    protected override void PrepareForUpdate(Service obj, Service old, string subresource)
    {
        if (subresource == "status")
        {
            obj.Spec = old.Spec;
            return;
        }

        obj.Status = old.Status;
        KeepAllocated(obj.Spec, old.Spec);
    }

    /// <inheritdoc/>
    protected override void Validate(Service obj, FieldErrors errors) => ServiceValidation.Validate(obj, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(Service obj, Service old, string subresource, FieldErrors errors)
    {
        if (subresource.Length > 0)
        {
            return;
        }

        ServiceValidation.Addresses(obj.Spec, old.Spec, errors);
        LoadBalancerRules.Unchanged(obj.Spec, old.Spec, errors);
        ServiceValidation.Validate(obj, errors);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(Service obj, Service? old)
    {
        const string Ignored = "is ignored when spec.clusterIP is \"None\"";
        if (obj.Spec.ClusterIP != "None")
        {
            return ServiceAddressWarnings.Of(obj.Spec);
        }

        var warnings = new List<string>(ServiceAddressWarnings.Of(obj.Spec));
        if (!string.IsNullOrEmpty(obj.Spec.LoadBalancerIP))
        {
            warnings.Add($"spec.loadBalancerIP {Ignored}");
        }

        if (obj.Spec.ExternalIPs is { Count: > 0 })
        {
            warnings.Add($"spec.externalIPs {Ignored}");
        }

        if (obj.Spec.SessionAffinity is not (null or "None"))
        {
            warnings.Add($"spec.SessionAffinity {Ignored}");
        }

        return warnings;
    }

    // A client that replaces a service without naming what was allocated keeps it ("patching" of allocated values, as a real server does).
    private static void KeepAllocated(ServiceSpec spec, ServiceSpec old)
    {
        if (spec.Type == "ExternalName" || old.Type == "ExternalName")
        {
            return;
        }

        if (string.IsNullOrEmpty(spec.ClusterIP) && spec.ClusterIPs is not { Count: > 0 })
        {
            spec.ClusterIP = old.ClusterIP;
            spec.ClusterIPs = old.ClusterIPs;
        }

        spec.ClusterIPs ??= string.IsNullOrEmpty(spec.ClusterIP) ? null : spec.ClusterIP == old.ClusterIP ? old.ClusterIPs : [spec.ClusterIP];
        spec.IpFamilies ??= old.IpFamilies;
        spec.IpFamilyPolicy ??= old.IpFamilyPolicy;
        if (spec.Type is not ("NodePort" or "LoadBalancer") || old.Type is not ("NodePort" or "LoadBalancer"))
        {
            return;
        }

        foreach (var port in spec.Ports ?? [])
        {
            if (port.NodePort is null or 0)
            {
                port.NodePort = old.Ports?.Find(other => other.Port == port.Port && other.Protocol == port.Protocol)?.NodePort;
            }
        }

        spec.HealthCheckNodePort ??= old.HealthCheckNodePort;
    }
}
