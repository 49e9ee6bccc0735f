using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Services;

/// <summary>Checks services.</summary>
internal static class ServiceValidation
{
    private const int MaximumAffinitySeconds = 86400;
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly string[] Types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];
    private static readonly string[] Affinities = ["ClientIP", "None"];
    private static readonly string[] TrafficPolicies = ["Cluster", "Local"];

    public static void Validate(Service service, FieldErrors errors)
    {
        var spec = service.Spec;
        Type(spec, errors);
        ServicePortRules.Validate(spec, errors, Spec.Child("ports"));
        MetadataRules.Labels(spec.Selector, errors, Spec.Child("selector"));
        SessionAffinity(spec, errors);
        ClusterIp(spec, errors);
        for (var i = 0; i < (spec.ExternalIPs?.Count ?? 0); i++)
        {
            var (path, address) = (Spec.Child("externalIPs").Index(i), spec.ExternalIPs![i]);
            var messages = AddressRules.Legacy(address);
            errors.Invalid(path, address, messages.Count > 0 ? messages : AddressRules.Routable(address));
        }

        LoadBalancerRules.Validate(spec, errors);

        Traffic(spec, errors);
    }

    /// <summary>The first cluster IP of a service stays, unless it becomes or was an external name.</summary>
    public static void Addresses(ServiceSpec spec, ServiceSpec old, FieldErrors errors)
    {
        if (spec.Type == "ExternalName" || old.Type == "ExternalName" || string.IsNullOrEmpty(old.ClusterIP) || spec.ClusterIP == old.ClusterIP)
        {
            return;
        }

        errors.Invalid(Spec.Child("clusterIPs").Index(0), spec.ClusterIP ?? "", "may not change once set");
    }

    private static void Type(ServiceSpec spec, FieldErrors errors)
    {
        if (!Types.Contains(spec.Type))
        {
            errors.NotSupported(Spec.Child("type"), spec.Type ?? "", Types);
            return;
        }

        if (spec.Type != "ExternalName")
        {
            return;
        }

        var name = (spec.ExternalName ?? "").TrimEnd('.');
        if (name.Length == 0)
        {
            errors.Required(Spec.Child("externalName"));
        }
        else
        {
            errors.Invalid(Spec.Child("externalName"), spec.ExternalName, NameRules.Dns1123Subdomain(name));
        }
    }

    private static void SessionAffinity(ServiceSpec spec, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(spec.SessionAffinity))
        {
            errors.Required(Spec.Child("sessionAffinity"));
        }
        else if (!Affinities.Contains(spec.SessionAffinity))
        {
            errors.NotSupported(Spec.Child("sessionAffinity"), spec.SessionAffinity, Affinities);
        }

        var path = Spec.Child("sessionAffinityConfig");
        if (spec.SessionAffinity == "ClientIP" && spec.SessionAffinityConfig?.ClientIP?.TimeoutSeconds is <= 0 or > MaximumAffinitySeconds)
        {
            errors.Invalid(
                path.Child("clientIP", "timeoutSeconds"),
                spec.SessionAffinityConfig.ClientIP.TimeoutSeconds,
                $"must be greater than 0 and less than {MaximumAffinitySeconds}");
        }
        else if (spec is { SessionAffinity: "None", SessionAffinityConfig: not null })
        {
            errors.Forbidden(path, "must not be set when session affinity is None");
        }
    }

    private static void ClusterIp(ServiceSpec spec, FieldErrors errors)
    {
        var path = Spec.Child("clusterIPs").Index(0);
        switch (spec.ClusterIP)
        {
            case null or "":
                break;
            case var _ when spec.Type == "ExternalName":
                errors.Forbidden(Spec.Child("clusterIPs"), "may not be set when `type` is 'ExternalName'");
                break;
            case "None" when spec.Type is "NodePort" or "LoadBalancer":
                errors.Invalid(path, "None", $"may not be set to 'None' for {spec.Type} services");
                break;
            case "None":
                break;
            case var ip when !AddressRules.IsIp(ip):
                errors.Invalid(path, ip, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
                break;
        }
    }

    private static void Traffic(ServiceSpec spec, FieldErrors errors)
    {
        Policy(spec.ExternalTrafficPolicy, "externalTrafficPolicy", ServiceDefaults.IsExternallyAccessible(spec), "may only be set for externally-accessible services", errors);
        Policy(
            spec.InternalTrafficPolicy,
            "internalTrafficPolicy",
            spec.Type != "ExternalName",
            "may only be set when `type` is 'ClusterIP', 'NodePort', or 'LoadBalancer'",
            errors);
    }

    private static void Policy(string? policy, string field, bool allowed, string otherwise, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(policy))
        {
            return;
        }

        if (!allowed)
        {
            errors.Invalid(Spec.Child(field), policy, otherwise);
        }
        else if (!TrafficPolicies.Contains(policy))
        {
            errors.NotSupported(Spec.Child(field), policy, TrafficPolicies);
        }
    }
}
