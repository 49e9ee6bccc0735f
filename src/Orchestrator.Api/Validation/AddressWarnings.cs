using System.Net;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Strategies;
using AddressFamily = System.Net.Sockets.AddressFamily;

namespace Orchestrator.Api.Validation;

/// <summary>
/// Warnings of addresses and ranges that older fields take and that are not in their standard form: programs differ in how they read them
/// (leading zeros are decimal to some and octal to others), and a later version refuses them. Given since 1.33.
/// </summary>
internal static class AddressWarnings
{
    /// <summary>The warning of an address; null when there is none, or it is none at all.</summary>
    public static string? Address(string text, FieldPath path)
    {
        if (!AddressRules.TryParseLenient(text, out var address))
        {
            return null;
        }

        if (address.IsIPv4MappedToIPv6 || AddressRules.HasLeadingZeros(text))
        {
            var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            return $"{path}: non-standard IP address {GoText.Quote(text)} will be considered invalid in a future Kubernetes release: use \"{plain}\"";
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 && address.ToString() is var canonical && canonical != text
            ? $"{path}: IPv6 address {GoText.Quote(text)} should be in RFC 5952 canonical format (\"{canonical}\")"
            : null;
    }

    /// <summary>The warnings of a range; none when it is none.</summary>
    public static void Range(string text, FieldPath path, List<string> warnings)
    {
        if (!CidrRules.TryParse(text, out var address, out var length))
        {
            return;
        }

        var mapped = address.IsIPv4MappedToIPv6 && length >= 96;
        var (plain, bits) = mapped ? (address.MapToIPv4(), length - 96) : (address, length);
        var range = $"{CidrRules.Masked(plain, bits)}/{Invariant.Text(bits)}";
        var before = warnings.Count;
        if (!CidrRules.Masked(plain, bits).Equals(plain))
        {
            var single = $"{plain}/{(address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)}";
            warnings.Add($"{path}: CIDR value {GoText.Quote(text)} is ambiguous in this context (should be \"{range}\" or \"{single}\"?)");
        }

        if (mapped || CidrRules.HasLeadingZeros(text))
        {
            warnings.Add($"{path}: non-standard CIDR value {GoText.Quote(text)} will be considered invalid in a future Kubernetes release: use \"{range}\"");
        }

        if (warnings.Count == before && address.AddressFamily == AddressFamily.InterNetworkV6 && range != text)
        {
            warnings.Add($"{path}: IPv6 CIDR value {GoText.Quote(text)} should be in RFC 5952 canonical format (\"{range}\")");
        }
    }
}
