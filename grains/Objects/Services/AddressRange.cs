using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Grains.Objects.Services;

/// <summary>A range of addresses, of which the first is not given out, nor the last of an IPv4 range (network and broadcast address).</summary>
internal sealed class AddressRange
{
    private readonly UInt128 _base;

    public AddressRange(IPNetwork network)
    {
        Network = network;
        Family = FamilyOf(network.BaseAddress);
        _base = ToNumber(network.BaseAddress);
        var bits = (Family == "IPv6" ? 128 : 32) - network.PrefixLength;
        var all = bits >= 127 ? UInt128.MaxValue >> 1 : UInt128.One << bits;
        var reserved = Family == "IPv6" ? UInt128.One : 2;
        Count = all > reserved ? all - reserved : 0;
    }

    /// <summary>The range.</summary>
    public IPNetwork Network { get; }

    /// <summary>IPv4 or IPv6.</summary>
    public string Family { get; }

    /// <summary>How many addresses may be given out.</summary>
    public UInt128 Count { get; }

    /// <summary>
    /// How many addresses from the first on are given out only when the others are taken, so that people find free ones to name
    /// (a sixteenth of the range, at least 16 and at most 256; none of a range of fewer than 16).
    /// </summary>
    public UInt128 StaticCount => Count < 16 ? 0 : UInt128.Min(UInt128.Max(16, Count / 16), 256);

    /// <summary>The family of an address.</summary>
    public static string FamilyOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4";

    /// <summary>The address with that index, from 0.</summary>
    public string Address(UInt128 index)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _base + index + 1);
        return new IPAddress(Family == "IPv6" ? bytes : bytes[12..]).ToString();
    }

    /// <summary>Whether an address is in the range.</summary>
    public bool Contains(IPAddress address) => Network.Contains(address);

    /// <summary>Whether an address is in the range and may be given out.</summary>
    public bool MayGive(IPAddress address) => Network.Contains(address) && ToNumber(address) is var number && number > _base && number <= _base + Count;

    private static UInt128 ToNumber(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        address.TryWriteBytes(address.AddressFamily == AddressFamily.InterNetworkV6 ? bytes : bytes[12..], out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
