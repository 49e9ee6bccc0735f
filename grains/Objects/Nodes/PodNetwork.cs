using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Grains.Objects.Nodes;

/// <summary>
/// The ranges that are divided among the nodes for their pods (kube-controller-manager's <c>--allocate-node-cidrs</c>, <c>--cluster-cidr</c>, <c>--node-cidr-mask-size</c>).
/// None by default: agents then say themselves which addresses their pods get.
/// </summary>
public sealed record PodNetwork
{
    /// <summary>The cluster's ranges: none, one, or one of each family.</summary>
    public IReadOnlyList<IPNetwork> ClusterCidrs { get; init; } = [];

    /// <summary>The length of the prefix of a node's IPv4 range.</summary>
    public int MaskSizeIPv4 { get; init; } = 24;

    /// <summary>The length of the prefix of a node's IPv6 range.</summary>
    public int MaskSizeIPv6 { get; init; } = 64;

    /// <summary>The length of the prefix of a node's range of the family of an address.</summary>
    public int MaskSize(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? MaskSizeIPv6 : MaskSizeIPv4;
}
