namespace Orchestrator.Ledger.Replication;

/// <summary>One watcher's place in the stream of changes of a resource. Not thread safe: one reader.</summary>
public interface IReplicaWatch : IDisposable
{
    /// <summary>The revision up to which everything that concerns this watch has been handed out (what a bookmark may say).</summary>
    long Revision { get; }

    /// <summary>Takes the next change if one is there.</summary>
    bool TryRead(out ReplicaChange change);

    /// <summary>
    /// Completes with true when <see cref="TryRead"/> may succeed, and with false when the watch was cut off for being too slow.
    /// <see cref="Revision"/> moves without waking anyone: read it when a bookmark is due, also while a wait is pending.
    /// </summary>
    ValueTask<bool> WaitAsync(CancellationToken cancellationToken);
}
