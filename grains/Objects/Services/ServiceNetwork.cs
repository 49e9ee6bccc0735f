using System.Net;

namespace Orchestrator.Grains.Objects.Services;

/// <summary>The ranges from which services get their addresses and node ports, as configured. Objects of kind ServiceCIDR add more while the cluster runs.</summary>
public sealed record ServiceNetwork
{
    /// <summary>The range of cluster IPs; its first and last address are not given out. Its family is the one that services have by default.</summary>
    public IPNetwork ClusterIPs { get; init; } = IPNetwork.Parse("10.96.0.0/16");

    /// <summary>The range of the other family, in a cluster that has both.</summary>
    public IPNetwork? SecondaryClusterIPs { get; init; }

    /// <summary>The first node port.</summary>
    public int FirstNodePort { get; init; } = 30000;

    /// <summary>The last node port.</summary>
    public int LastNodePort { get; init; } = 32767;

    /// <summary>The ranges as texts.</summary>
    public IEnumerable<string> Cidrs => SecondaryClusterIPs is { } secondary ? [ClusterIPs.ToString(), secondary.ToString()] : [ClusterIPs.ToString()];

    /// <summary>How many node ports there are.</summary>
    public int NodePortCount => LastNodePort - FirstNodePort + 1;

    /// <summary>The cluster IP with that index, from 0.</summary>
    public string Address(int index) => new AddressRange(ClusterIPs).Address((UInt128)index);

    /// <summary>Whether the text is an address of the first range that may be given out.</summary>
    public bool Contains(string address) => IPAddress.TryParse(address, out var parsed) && new AddressRange(ClusterIPs).MayGive(parsed);

    /// <summary>Whether a port may be given out.</summary>
    public bool Contains(int nodePort) => nodePort >= FirstNodePort && nodePort <= LastNodePort;
}
