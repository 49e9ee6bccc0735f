using System.Globalization;
using System.Net;
using Orchestrator.Api.Errors;
using AddressFamily = System.Net.Sockets.AddressFamily;

namespace Orchestrator.Api.Validation;

/// <summary>Rules for network addresses.</summary>
public static class AddressRules
{
    private const string Malformed = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";

    /// <summary>An IPv4 or IPv6 address in its usual form.</summary>
    public static IReadOnlyList<string> Ip(string text) => IsIp(text) ? [] : [Malformed];

    /// <summary>An address that stands for one machine which others reach.</summary>
    public static IReadOnlyList<string> Routable(string text)
    {
        var messages = new List<string>();
        _ = TryParseLenient(text, out var address);
        var bytes = address.GetAddressBytes();
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            messages.Add($"may not be unspecified ({text})");
        }

        if (IPAddress.IsLoopback(address))
        {
            messages.Add("may not be in the loopback range (127.0.0.0/8, ::1/128)");
        }

        if (address.IsIPv6LinkLocal || bytes is [169, 254, ..])
        {
            messages.Add("may not be in the link-local range (169.254.0.0/16, fe80::/10)");
        }

        if (bytes is [224, 0, 0, _] || bytes is [0xff, 0x02, ..])
        {
            messages.Add("may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
        }

        return messages;
    }

    /// <summary>Whether it is one. The old forms, such as <c>127.1</c> or <c>010.0.0.1</c>, are none.</summary>
    public static bool IsIp(string text)
    {
        if (!IPAddress.TryParse(text, out var address) || text.Contains('%', StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal))
        {
            return false;
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 || string.Equals(address.ToString(), text, StringComparison.Ordinal);
    }

    /// <summary>An address in a field that is older than the strict rules.</summary>
    public static IReadOnlyList<string> Legacy(string text) => TryParseLenient(text, out _) ? [] : [Malformed];

    /// <summary>An address in its canonical form, as newer fields want it.</summary>
    public static IReadOnlyList<string> Canonical(string text)
    {
        if (!TryParseLenient(text, out var address))
        {
            return [Malformed];
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return ["must not be an IPv4-mapped IPv6 address"];
        }

        var spelling = address.ToString();
        return spelling == text ? [] : [HasLeadingZeros(text) ? "must not have leading 0s" : $"must be in canonical form ({GoText.Quote(spelling)})"];
    }

    /// <summary>Reads an address as a real server's older fields do: with leading zeros in IPv4, which are decimal; without zones.</summary>
    internal static bool TryParseLenient(string text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.Contains(':', StringComparison.Ordinal))
        {
            if (!IsIp(text))
            {
                return false;
            }

            address = IPAddress.Parse(text);
            return true;
        }

        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        foreach (var part in text.AsSpan().Split('.'))
        {
            if (count == bytes.Length || !byte.TryParse(text.AsSpan()[part], NumberStyles.None, CultureInfo.InvariantCulture, out bytes[count++]))
            {
                return false;
            }
        }

        address = count == bytes.Length ? new IPAddress(bytes) : IPAddress.None;
        return count == bytes.Length;
    }

    /// <summary>Whether a number of an IPv4 address begins with a zero that it does not need.</summary>
    internal static bool HasLeadingZeros(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var part in text.AsSpan().Split('.'))
        {
            var number = text.AsSpan()[part];
            if (number.Length > 1 && number[0] == '0')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is an IPv6 address.</summary>
    public static bool IsIpV6(string text) => text.Contains(':', StringComparison.Ordinal) && IsIp(text);

    /// <summary>Address and port: <c>10.0.0.1:80</c>, <c>[::1]:80</c>.</summary>
    public static string Join(string host, int port) =>
        host.Contains(':', StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"[{host}]:{port}")
            : string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
}
