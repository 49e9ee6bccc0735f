using System.Globalization;
using System.Net;
using Orchestrator.Api.Errors;
using AddressFamily = System.Net.Sockets.AddressFamily;

namespace Orchestrator.Api.Validation;

/// <summary>Rules for ranges of addresses: <c>10.0.0.0/8</c>. Older fields take them in any spelling, newer ones only in the canonical one.</summary>
public static class CidrRules
{
    private const string Malformed = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";

    /// <summary>A range in a field that is older than the strict rules: leading zeros and bits beyond the prefix are let through.</summary>
    public static IReadOnlyList<string> Legacy(string text) => TryParse(text, out _, out _) ? [] : [Malformed];

    /// <summary>A range in its canonical form.</summary>
    public static IReadOnlyList<string> Canonical(string text)
    {
        if (!TryParse(text, out var address, out var length))
        {
            return [Malformed];
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return ["must not have an IPv4-mapped IPv6 address"];
        }

        var spelling = string.Create(CultureInfo.InvariantCulture, $"{address}/{length}");
        var messages = new List<string>();
        if (spelling != text)
        {
            messages.Add(HasLeadingZeros(text) ? "must not have leading 0s in IP or prefix length" : $"must be in canonical form ({GoText.Quote(spelling)})");
        }

        if (!Masked(address, length).Equals(address))
        {
            messages.Add("must not have bits set beyond the prefix length");
        }

        return messages;
    }

    /// <summary>An address and the range that it is in, as interfaces have them: <c>10.9.8.7/24</c>, in canonical form.</summary>
    public static IReadOnlyList<string> InterfaceAddress(string text)
    {
        if (!TryParse(text, out var address, out var length))
        {
            return ["must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64)"];
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return ["must not have an IPv4-mapped IPv6 address"];
        }

        var spelling = string.Create(CultureInfo.InvariantCulture, $"{address}/{length}");
        return spelling == text ? []
            : [HasLeadingZeros(text) ? "must not have leading 0s in IP or prefix length" : $"must be in canonical form ({GoText.Quote(spelling)})"];
    }

    /// <summary>Whether a range lies within another and is smaller; false when either is malformed.</summary>
    public static bool IsStrictSubset(string inner, string outer) =>
        TryParse(inner, out var innerAddress, out var innerLength)
        && TryParse(outer, out var outerAddress, out var outerLength)
        && innerAddress.AddressFamily == outerAddress.AddressFamily
        && outerLength < innerLength
        && Masked(Masked(innerAddress, innerLength), outerLength).Equals(Masked(outerAddress, outerLength));

    /// <summary>The family of a range; unspecified when it is malformed.</summary>
    public static AddressFamily Family(string text) => TryParse(text, out var address, out _) ? address.AddressFamily : AddressFamily.Unspecified;

    internal static bool TryParse(string text, out IPAddress address, out int length)
    {
        (address, length) = (IPAddress.None, 0);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            && AddressRules.TryParseLenient(text[..slash], out address)
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length)
            && length <= (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
    }

    internal static bool HasLeadingZeros(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return AddressRules.HasLeadingZeros(text[..slash]) || (text.Length > slash + 2 && text[slash + 1] == '0');
    }

    internal static IPAddress Masked(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }
}
