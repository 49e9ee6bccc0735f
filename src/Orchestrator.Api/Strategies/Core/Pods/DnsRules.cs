using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks how a pod resolves names.</summary>
internal static class DnsRules
{
    private const int MaximumNameservers = 3;
    private const int MaximumSearches = 32;

    public static void Validate(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        var config = path.Child("dnsConfig");
        var nameservers = spec.DnsConfig?.Nameservers ?? [];
        if (spec.DnsPolicy == "None")
        {
            if (spec.DnsConfig is null)
            {
                errors.Required(config, "must provide `dnsConfig` when `dnsPolicy` is None");
            }
            else if (nameservers.Count == 0)
            {
                errors.Required(config.Child("nameservers"), "must provide at least one DNS nameserver when `dnsPolicy` is None");
            }
        }

        if (nameservers.Count > MaximumNameservers)
        {
            errors.Invalid(config.Child("nameservers"), nameservers, $"must not have more than {MaximumNameservers} nameservers");
        }

        for (var i = 0; i < nameservers.Count; i++)
        {
            errors.Invalid(config.Child("nameservers").Index(i), nameservers[i], AddressRules.Legacy(nameservers[i]));
        }

        if (spec.DnsConfig?.Searches?.Count > MaximumSearches)
        {
            errors.Invalid(config.Child("searches"), spec.DnsConfig.Searches, $"must not have more than {MaximumSearches} search paths");
        }

        for (var i = 0; i < (spec.DnsConfig?.Options?.Count ?? 0); i++)
        {
            if (string.IsNullOrEmpty(spec.DnsConfig!.Options![i].Name))
            {
                errors.Required(config.Child("options").Index(i), "must not be empty");
            }
        }

        HostAliases(spec.HostAliases, errors, path.Child("hostAliases"));
    }

    private static void HostAliases(List<HostAlias>? aliases, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (aliases?.Count ?? 0); i++)
        {
            errors.Invalid(path.Index(i).Child("ip"), aliases![i].Ip, AddressRules.Legacy(aliases[i].Ip));
            for (var h = 0; h < (aliases[i].Hostnames?.Count ?? 0); h++)
            {
                errors.Invalid(path.Index(i).Child("hostnames").Index(h), aliases[i].Hostnames![h], NameRules.Dns1123Subdomain(aliases[i].Hostnames![h]));
            }
        }
    }
}
