using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Services;

/// <summary>Warnings of odd addresses and ranges in a service.</summary>
internal static class ServiceAddressWarnings
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static IReadOnlyList<string> Of(ServiceSpec spec)
    {
        List<string>? warnings = null;
        if (spec.Type != "ExternalName" && spec.ClusterIP is not (null or "" or "None"))
        {
            Addresses(spec.ClusterIPs, "clusterIPs", ref warnings);
        }

        Addresses(spec.ExternalIPs, "externalIPs", ref warnings);
        if (!string.IsNullOrEmpty(spec.LoadBalancerIP))
        {
            Add(AddressWarnings.Address(spec.LoadBalancerIP, Spec.Child("loadBalancerIP")), ref warnings);
        }

        for (var i = 0; i < (spec.LoadBalancerSourceRanges?.Count ?? 0); i++)
        {
            AddressWarnings.Range(spec.LoadBalancerSourceRanges![i].Trim(), Spec.Child("loadBalancerSourceRanges").Index(i), warnings ??= []);
        }

        return warnings ?? (IReadOnlyList<string>)[];
    }

    private static void Addresses(List<string>? addresses, string field, ref List<string>? warnings)
    {
        for (var i = 0; i < (addresses?.Count ?? 0); i++)
        {
            Add(AddressWarnings.Address(addresses![i], Spec.Child(field).Index(i)), ref warnings);
        }
    }

    private static void Add(string? warning, ref List<string>? warnings)
    {
        if (warning is not null)
        {
            (warnings ??= []).Add(warning);
        }
    }
}
