namespace Orchestrator.Ledger.Replication;

/// <summary>How much of the past a replica keeps for watches and for lists at a revision, for each resource.</summary>
/// <param name="MostChanges">At most so many changes; a watch that falls further behind is cut off.</param>
/// <param name="FewestChanges">So many are kept, however old.</param>
/// <param name="Age">Beyond the fewest, changes older than this are let go. A real server keeps its past for five minutes.</param>
public sealed record ReplicaOptions(int MostChanges, int FewestChanges, TimeSpan Age)
{
    /// <summary>What suits a silo.</summary>
    public static ReplicaOptions Default { get; } = new(16_384, 256, TimeSpan.FromMinutes(5));
}
