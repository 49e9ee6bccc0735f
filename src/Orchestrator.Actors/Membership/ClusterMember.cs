namespace Orleans.Runtime;

/// <summary>One silo of the cluster.</summary>
public sealed record ClusterMember(SiloAddress SiloAddress, SiloStatus Status, string Name);
