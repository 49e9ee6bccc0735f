using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Grains.Objects.Nodes;

/// <summary>One of the cluster's ranges, cut into as many equal ones as nodes may have.</summary>
internal sealed class ClusterRange
{
    /// <summary>No cluster has more nodes: what a longer mask would add is not looked at.</summary>
    private const int MostBits = 16;

    private readonly IPNetwork _network;
    private readonly int _mask;
    private readonly int _size;
    private readonly UInt128 _base;
    private int _next;

    public ClusterRange(IPNetwork network, int mask)
    {
        (_network, _mask) = (network, mask);
        _size = network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32;
        if (mask < network.PrefixLength || mask > _size)
        {
            throw new ArgumentOutOfRangeException(nameof(mask), mask, $"a node's range is no part of {network}");
        }

        _base = Number(network.BaseAddress);
        Count = 1 << Math.Min(mask - network.PrefixLength, MostBits);
    }

    /// <summary>How many nodes' ranges there are.</summary>
    public int Count { get; }

    /// <summary>The n-th node's range.</summary>
    public IPNetwork this[int index] => new(Address(_base + ((UInt128)index << (_size - _mask))), _mask);

    /// <summary>Where to look first: behind what was given last, so that the ranges of nodes that went are not given again at once.</summary>
    public int Next() => (int)((uint)Interlocked.Increment(ref _next) - 1) % Count;

    /// <summary>Which nodes' ranges some range touches: the first, and how many.</summary>
    public (int First, int Count) Touched(IPNetwork other)
    {
        if (other.BaseAddress.AddressFamily != _network.BaseAddress.AddressFamily)
        {
            return default;
        }

        if (other.PrefixLength <= _network.PrefixLength)
        {
            return other.Contains(_network.BaseAddress) ? (0, Count) : default;
        }

        if (!_network.Contains(other.BaseAddress))
        {
            return default;
        }

        var first = (Number(other.BaseAddress) - _base) >> (_size - _mask);
        var count = other.PrefixLength >= _mask ? UInt128.One : UInt128.One << (_mask - other.PrefixLength);
        return first >= (UInt128)Count ? default : ((int)first, (int)UInt128.Min(count, (UInt128)Count - first));
    }

    private IPAddress Address(UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPAddress(_size == 128 ? bytes : bytes[12..]);
    }

    private static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        address.TryWriteBytes(address.AddressFamily == AddressFamily.InterNetworkV6 ? bytes : bytes[12..], out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
