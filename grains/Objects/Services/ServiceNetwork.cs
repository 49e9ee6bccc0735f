using System.Buffers.Binary;
using System.Net;

namespace Orchestrator.Grains.Objects.Services;

/// <summary>The ranges from which services get their addresses and node ports.</summary>
public sealed record ServiceNetwork
{
    /// <summary>The range of cluster IPs; its first and last address are not given out.</summary>
    public IPNetwork ClusterIPs { get; init; } = IPNetwork.Parse("10.96.0.0/16");

    /// <summary>The first node port.</summary>
    public int FirstNodePort { get; init; } = 30000;

    /// <summary>The last node port.</summary>
    public int LastNodePort { get; init; } = 32767;

    /// <summary>How many cluster IPs there are.</summary>
    public int AddressCount => (1 << (32 - ClusterIPs.PrefixLength)) - 2;

    /// <summary>How many node ports there are.</summary>
    public int NodePortCount => LastNodePort - FirstNodePort + 1;

    /// <summary>The cluster IP with that index, from 0.</summary>
    public string Address(int index)
    {
        Span<byte> bytes = stackalloc byte[4];
        ClusterIPs.BaseAddress.TryWriteBytes(bytes, out _);
        BinaryPrimitives.WriteUInt32BigEndian(bytes, BinaryPrimitives.ReadUInt32BigEndian(bytes) + (uint)index + 1);
        return new IPAddress(bytes).ToString();
    }

    /// <summary>Whether the text is an address of the range that may be given out.</summary>
    public bool Contains(string address) =>
        IPAddress.TryParse(address, out var parsed)
        && ClusterIPs.Contains(parsed)
        && !parsed.Equals(ClusterIPs.BaseAddress)
        && address != Address(AddressCount);

    /// <summary>Whether a port may be given out.</summary>
    public bool Contains(int nodePort) => nodePort >= FirstNodePort && nodePort <= LastNodePort;
}
