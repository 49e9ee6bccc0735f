using System.Globalization;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Extensions;

/// <summary>A range of addresses, written as an address and the number of bits that all of them share.</summary>
internal sealed class CidrValue(IpValue ip, int length) : CelOpaque
{
    /// <summary>Its type.</summary>
    public static readonly CelType CidrType = CelType.Opaque("net.CIDR");

    /// <inheritdoc/>
    public override CelType Type => CidrType;

    /// <summary>The address that it is written with.</summary>
    public IpValue Ip => ip;

    /// <summary>The number of bits.</summary>
    public int Length => length;

    /// <summary>Reads one; null when it is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">Why it is none.</param>
    public static CidrValue? Parse(string text, out string problem)
    {
        problem = $"network address parse error during conversion from string: netip.ParsePrefix(\"{text}\"): invalid CIDR";
        var slash = text.LastIndexOf('/');
        if (slash < 0 || IpValue.Parse(text[..slash], out _) is not { } ip)
        {
            return null;
        }

        var digits = text.AsSpan(slash + 1);
        return digits.Length is > 0 and <= 3 && (digits.Length == 1 || digits[0] != '0')
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= (ip.IsV4 ? 32 : 128)
            ? new CidrValue(ip, length)
            : null;
    }

    /// <summary>Whether an address is in it.</summary>
    public bool Contains(IpValue other) => other.IsV4 == ip.IsV4 && First(other).AsSpan().SequenceEqual(First(ip));

    /// <summary>Whether a range is in it.</summary>
    public bool Contains(CidrValue other) => other.Length >= length && Contains(other.Ip);

    /// <summary>The same range, written with its first address.</summary>
    public CidrValue Masked() => new(new IpValue(new System.Net.IPAddress(First(ip))), length);

    /// <inheritdoc/>
    public override bool Same(CelOpaque other) => other is CidrValue cidr && cidr.Length == length && cidr.Ip.Same(ip);

    /// <inheritdoc/>
    public override string ToString() => $"{ip}/{length}";

    private byte[] First(IpValue of)
    {
        var bytes = of.Address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(length - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xff << (8 - kept));
        }

        return bytes;
    }
}
