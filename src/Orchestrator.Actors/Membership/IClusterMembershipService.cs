namespace Orleans.Runtime;

/// <summary>The silos of the cluster.</summary>
public interface IClusterMembershipService
{
    /// <summary>As this silo sees them now.</summary>
    ClusterMembershipSnapshot CurrentSnapshot { get; }

    /// <summary>The current and every later snapshot; fast changes may be merged.</summary>
    IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates { get; }

    /// <summary>Waits until this silo has seen at least that version.</summary>
    ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default);

    /// <summary>Declares another silo dead. False if that could not be done.</summary>
    Task<bool> TryKill(SiloAddress siloAddress);
}
