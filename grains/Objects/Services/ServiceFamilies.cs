using System.Net;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Objects.Services;

/// <summary>Which families of addresses a service has (<c>initIPFamilyFields</c> of a real server): what it asks for, and what follows where it does not say.</summary>
internal static class ServiceFamilies
{
    private const string SingleStack = "SingleStack";
    private static readonly FieldPath Policy = FieldPath.Of("spec", "ipFamilyPolicy");
    private static readonly FieldPath Families = FieldPath.Of("spec", "ipFamilies");
    private static readonly FieldPath Addresses = FieldPath.Of("spec", "clusterIPs");

    /// <summary>Fills in what the service does not say.</summary>
    public static void FillIn(Service service, Service? old, ServiceRanges ranges)
    {
        var spec = service.Spec;
        spec.IpFamilyPolicy ??= IsHeadlessWithoutSelector(spec) ? "RequireDualStack" : SingleStack;
        if (old is not null && spec.IpFamilyPolicy == SingleStack)
        {
            Narrow(spec, old.Spec);
        }

        if (spec.IpFamilies is null or { Count: 0 })
        {
            spec.IpFamilies = [.. (spec.ClusterIPs ?? []).Where(static ip => IPAddress.TryParse(ip, out _)).Select(static ip => FamilyOf(ip)).Distinct()];
            if (spec.IpFamilies.Count == 0)
            {
                spec.IpFamilies.Add(ranges.DefaultFamily);
            }
        }

        if (spec.IpFamilies.Count == 1 && spec.IpFamilyPolicy is "PreferDualStack" or "RequireDualStack")
        {
            var other = spec.IpFamilies[0] == "IPv4" ? "IPv6" : "IPv4";

            // Who keeps the endpoints of a headless service by hand may give them any address, whatever the cluster's own have.
            if (IsHeadlessWithoutSelector(spec) || ranges.Has(other))
            {
                spec.IpFamilies = [spec.IpFamilies[0], other];
            }
        }
    }

    /// <summary>Checks what the service says.</summary>
    public static void Check(Service service, ServiceRanges ranges, FieldErrors errors)
    {
        var spec = service.Spec;
        if (spec.IpFamilyPolicy == SingleStack)
        {
            Single(spec.ClusterIPs, "clusterIPs", errors);
            Single(spec.IpFamilies, "ipFamilies", errors);
        }

        if (!IsHeadlessWithoutSelector(spec))
        {
            Configured(spec, ranges, errors);
        }

        for (var i = 0; i < (spec.ClusterIPs?.Count ?? 0) && i < (spec.IpFamilies?.Count ?? 0); i++)
        {
            var address = spec.ClusterIPs![i];
            if (address.Length > 0 && address != ServiceNeeds.Headless && FamilyOf(address) != spec.IpFamilies![i])
            {
                errors.Invalid(Addresses.Index(i), address, $"expected an {spec.IpFamilies[i]} value as indicated by `ipFamilies[{i}]`");
            }
        }
    }

    private static void Configured(ServiceSpec spec, ServiceRanges ranges, FieldErrors errors)
    {
        for (var i = 0; i < (spec.IpFamilies?.Count ?? 0); i++)
        {
            if (!ranges.Has(spec.IpFamilies![i]))
            {
                errors.Invalid(Families.Index(i), spec.IpFamilies[i], "not configured on this cluster");
            }
        }

        if (spec.IpFamilyPolicy == "RequireDualStack" && !(ranges.Has("IPv4") && ranges.Has("IPv6")))
        {
            errors.Invalid(Policy, spec.IpFamilyPolicy, "this cluster is not configured for dual-stack services");
        }
    }

    private static void Single(List<string>? values, string field, FieldErrors errors)
    {
        if (values is { Count: > 1 })
        {
            errors.Invalid(Policy, SingleStack, $"must be RequireDualStack or PreferDualStack when multiple '{field}' are specified");
        }
    }

    /// <summary>Who turns a service to one family and leaves the rest as it was means that the second one goes.</summary>
    private static void Narrow(ServiceSpec spec, ServiceSpec old)
    {
        if (old.IpFamilyPolicy == SingleStack)
        {
            return;
        }

        if (spec.IpFamilies is { Count: 2 } families && families.SequenceEqual(old.IpFamilies ?? [], StringComparer.Ordinal))
        {
            spec.IpFamilies = [families[0]];
        }

        if (spec.ClusterIPs is { Count: 2 } addresses && addresses.SequenceEqual(old.ClusterIPs ?? [], StringComparer.Ordinal))
        {
            spec.ClusterIPs = [addresses[0]];
        }
    }

    private static bool IsHeadlessWithoutSelector(ServiceSpec spec) => spec.ClusterIP == ServiceNeeds.Headless && spec.Selector is null or { Count: 0 };

    private static string FamilyOf(string address) => address.Contains(':', StringComparison.Ordinal) ? "IPv6" : "IPv4";
}
