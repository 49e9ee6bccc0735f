using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>The members at one version.</summary>
public sealed class ClusterMembershipSnapshot(ImmutableDictionary<SiloAddress, ClusterMember> members, MembershipVersion version)
{
    /// <summary>The silos, those of the recent past included.</summary>
    public ImmutableDictionary<SiloAddress, ClusterMember> Members { get; } = members;

    /// <summary>Rises with every change.</summary>
    public MembershipVersion Version { get; } = version;

    /// <summary>The status of a silo; None if it is not known.</summary>
    public SiloStatus GetSiloStatus(SiloAddress silo) => Members.TryGetValue(silo, out var member) ? member.Status : SiloStatus.None;
}
