using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Following;

/// <summary>A store's way to read its history.</summary>
internal interface IHistoryReader
{
    /// <summary>
    /// The changes that follow a revision, without a gap, as many whole batches as make a handy page; empty when there are none yet.
    /// Does not give up while the store is out of reach.
    /// </summary>
    /// <exception cref="RevisionCompactedException">The change after that revision has been dropped.</exception>
    ValueTask<IReadOnlyList<LedgerRecord>> ReadHistoryAsync(long after, CancellationToken cancellationToken);
}
