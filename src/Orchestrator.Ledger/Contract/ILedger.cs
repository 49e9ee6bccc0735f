using Orchestrator.Api.Objects;

namespace Orchestrator.Ledger.Contract;

/// <summary>
/// The durable store: every object's current state and the history of changes, in one order.
/// A commit is durable when it returns. Revisions rise in commit order; who has seen N has seen everything up to N.
/// </summary>
public interface ILedger : IAsyncDisposable
{
    /// <summary>The newest committed revision, of all writers.</summary>
    ValueTask<long> GetRevisionAsync(CancellationToken cancellationToken);

    /// <summary>The current state of one object, or null. Reads the store itself, so it is never stale.</summary>
    ValueTask<LedgerRecord?> ReadAsync(ObjectKey key, CancellationToken cancellationToken);

    /// <summary>Visits every current object in one consistent snapshot and returns the revision of the snapshot.</summary>
    Task<long> ReadCurrentAsync(Action<LedgerRecord> visit, CancellationToken cancellationToken);

    /// <summary>
    /// Commits a batch, all or nothing. Concurrent batches are grouped into one transaction; a refused batch does not hurt the others in its group.
    /// A cancelled call may still commit.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">The store could not be reached or refused the transaction; the outcome may be unknown.</exception>
    Task<CommitResult> CommitAsync(IReadOnlyList<Mutation> batch, CancellationToken cancellationToken);

    /// <summary>
    /// Every change after <paramref name="after"/>, once and in order, and then each new one as it is committed (by any writer); reconnects by itself.
    /// Each element holds the records of one or more whole transactions.
    /// </summary>
    /// <exception cref="RevisionCompactedException">The history after that revision is no longer there.</exception>
    IAsyncEnumerable<IReadOnlyList<LedgerRecord>> FollowAsync(long after, CancellationToken cancellationToken);

    /// <summary>Drops whole history partitions that hold only revisions up to <paramref name="revision"/>; returns the oldest revision that can be followed from.</summary>
    Task<long> CompactAsync(long revision, CancellationToken cancellationToken);
}
