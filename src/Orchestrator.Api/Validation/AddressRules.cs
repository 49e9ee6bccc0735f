using System.Globalization;
using System.Net;
using AddressFamily = System.Net.Sockets.AddressFamily;

namespace Orchestrator.Api.Validation;

/// <summary>Rules for network addresses.</summary>
public static class AddressRules
{
    /// <summary>An IPv4 or IPv6 address in its usual form.</summary>
    public static IReadOnlyList<string> Ip(string text) => IsIp(text) ? [] : ["must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"];

    /// <summary>Whether it is one. The old forms, such as <c>127.1</c> or <c>010.0.0.1</c>, are none.</summary>
    public static bool IsIp(string text)
    {
        if (!IPAddress.TryParse(text, out var address) || text.Contains('%', StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal))
        {
            return false;
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 || string.Equals(address.ToString(), text, StringComparison.Ordinal);
    }

    /// <summary>Whether it is an IPv6 address.</summary>
    public static bool IsIpV6(string text) => text.Contains(':', StringComparison.Ordinal) && IsIp(text);

    /// <summary>Address and port: <c>10.0.0.1:80</c>, <c>[::1]:80</c>.</summary>
    public static string Join(string host, int port) =>
        host.Contains(':', StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"[{host}]:{port}")
            : string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
}
