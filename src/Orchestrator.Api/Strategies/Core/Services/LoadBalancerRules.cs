using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Services;

/// <summary>Checks the fields of a service that only a load balancer, or traffic from outside, gives a sense.</summary>
internal static class LoadBalancerRules
{
    private const string OnlyForLoadBalancers = "may only be used when `type` is 'LoadBalancer'";

    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly string[] Distributions = ["PreferClose", "PreferSameNode", "PreferSameZone"];
    private static readonly string[] Families = ["IPv4", "IPv6"];
    private static readonly string[] FamilyPolicies = ["PreferDualStack", "RequireDualStack", "SingleStack"];

    public static void Validate(ServiceSpec spec, FieldErrors errors)
    {
        var balanced = spec.Type == "LoadBalancer";
        if (spec.LoadBalancerSourceRanges is { Count: > 0 } ranges)
        {
            Ranges(ranges, balanced, errors, Spec.Child("loadBalancerSourceRanges"));
        }

        if (!balanced && spec.AllocateLoadBalancerNodePorts is not null)
        {
            errors.Forbidden(Spec.Child("allocateLoadBalancerNodePorts"), OnlyForLoadBalancers);
        }

        if (spec.LoadBalancerClass is { } name)
        {
            if (!balanced)
            {
                errors.Forbidden(Spec.Child("loadBalancerClass"), OnlyForLoadBalancers);
            }

            errors.Invalid(Spec.Child("loadBalancerClass"), name, NameRules.QualifiedName(name));
        }

        if (spec.HealthCheckNodePort is not (null or 0) && !(balanced && spec.ExternalTrafficPolicy == "Local"))
        {
            errors.Invalid(
                Spec.Child("healthCheckNodePort"), spec.HealthCheckNodePort, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
        }

        MemberRules.Supported(spec.TrafficDistribution, Distributions, errors, Spec, "trafficDistribution");
        MemberRules.Supported(spec.IpFamilyPolicy, FamilyPolicies, errors, Spec, "ipFamilyPolicy");
        for (var i = 0; i < (spec.IpFamilies?.Count ?? 0); i++)
        {
            if (Array.IndexOf(Families, spec.IpFamilies![i]) < 0)
            {
                errors.NotSupported(Spec.Child("ipFamilies").Index(i), spec.IpFamilies[i], Families);
            }
            else if (spec.IpFamilies.IndexOf(spec.IpFamilies[i]) < i)
            {
                errors.Duplicate(Spec.Child("ipFamilies").Index(i), spec.IpFamilies[i]);
            }
        }
    }

    /// <summary>The class of a load balancer stays while the service has one.</summary>
    public static void Unchanged(ServiceSpec spec, ServiceSpec old, FieldErrors errors)
    {
        if (spec.Type == "LoadBalancer" && old.Type == "LoadBalancer" && spec.LoadBalancerClass != old.LoadBalancerClass)
        {
            errors.Invalid(Spec.Child("loadBalancerClass"), spec.LoadBalancerClass, "may not change once set");
        }
    }

    private static void Ranges(List<string> ranges, bool balanced, FieldErrors errors, FieldPath path)
    {
        if (!balanced)
        {
            errors.Forbidden(path, OnlyForLoadBalancers);
        }

        for (var i = 0; i < ranges.Count; i++)
        {
            errors.Invalid(path.Index(i), ranges[i], CidrRules.Legacy(ranges[i].Trim()));
        }
    }
}
