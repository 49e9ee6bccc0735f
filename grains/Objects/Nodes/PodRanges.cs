namespace Orchestrator.Grains.Objects.Nodes;

/// <summary>The ranges that nodes are given, one set for the silo.</summary>
public sealed class PodRanges(PodNetwork network)
{
    /// <summary>The cluster's ranges, cut up.</summary>
    internal ClusterRange[] Clusters { get; } = [.. network.ClusterCidrs.Select(cidr => new ClusterRange(cidr, network.MaskSize(cidr.BaseAddress)))];

    /// <summary>Whether nodes are given ranges at all.</summary>
    internal bool Any => Clusters.Length > 0;
}
