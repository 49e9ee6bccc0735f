using System.Net;
using System.Net.Sockets;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Extensions;

/// <summary>An address: IPv4 without leading zeros, or IPv6 without a zone that is not an IPv4 address in disguise.</summary>
internal sealed class IpValue(IPAddress address) : CelOpaque
{
    /// <summary>Its type.</summary>
    public static readonly CelType IpType = CelType.Opaque("net.IP");

    /// <inheritdoc/>
    public override CelType Type => IpType;

    /// <summary>The address.</summary>
    public IPAddress Address => address;

    /// <summary>Whether it has four bytes.</summary>
    public bool IsV4 => address.AddressFamily == AddressFamily.InterNetwork;

    /// <summary>Whether it is <c>0.0.0.0</c> or <c>::</c>.</summary>
    public bool IsUnspecified => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    /// <summary>Whether it is of this machine alone.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(address);

    /// <summary>Whether it is of many, on this link: <c>224.0.0.0/24</c>, <c>ff02::/16</c>.</summary>
    public bool IsLinkLocalMulticast => address.GetAddressBytes() is var b && (IsV4 ? b is [224, 0, 0, _] : b[0] == 0xff && (b[1] & 0x0f) == 2);

    /// <summary>Whether it is of one, on this link: <c>169.254.0.0/16</c>, <c>fe80::/10</c>.</summary>
    public bool IsLinkLocalUnicast => address.GetAddressBytes() is var b && (IsV4 ? b is [169, 254, _, _] : b[0] == 0xfe && (b[1] & 0xc0) == 0x80);

    /// <summary>Whether it is of one, anywhere.</summary>
    public bool IsGlobalUnicast =>
        address.GetAddressBytes() is var b && !(IsV4 ? b[0] >> 4 == 14 || b is [255, 255, 255, 255] : b[0] == 0xff) && !IsUnspecified && !IsLoopback && !IsLinkLocalUnicast;

    /// <summary>Reads one; null when it is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">Why it is none.</param>
    public static IpValue? Parse(string text, out string problem)
    {
        var (found, zone) = (default(IPAddress), text.Contains('%', StringComparison.Ordinal));
        var valid = !zone && text.IndexOfAny(['[', ']', '/']) < 0 && (text.Contains(':', StringComparison.Ordinal) || IsDotted(text)) && IPAddress.TryParse(text, out found);
        problem = zone ? $"IP address \"{text}\" with zone value is not allowed"
            : !valid ? $"IP Address \"{text}\" parse error during conversion from string: ParseAddr(\"{text}\"): unable to parse IP"
            : found!.IsIPv4MappedToIPv6 ? $"IPv4-mapped IPv6 address \"{text}\" is not allowed"
            : "";
        return problem.Length == 0 ? new IpValue(found!) : null;
    }

    /// <inheritdoc/>
    public override bool Same(CelOpaque other) => other is IpValue ip && ip.Address.Equals(address);

    /// <inheritdoc/>
    public override string ToString() => address.ToString();

    private static bool IsDotted(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && Array.TrueForAll(parts, part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0'));
    }
}
