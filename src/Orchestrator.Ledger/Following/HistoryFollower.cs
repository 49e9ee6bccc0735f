using System.Runtime.CompilerServices;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Following;

/// <summary>Follows the order of commits: from memory where this process made them, from the history otherwise.</summary>
internal sealed class HistoryFollower(CommitFeed feed, IHistoryReader history)
{
    /// <inheritdoc cref="ILedger.FollowAsync"/>
    public async IAsyncEnumerable<IReadOnlyList<LedgerRecord>> FollowAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!feed.TryTake(after, out var records))
            {
                await feed.WaitAsync(after, cancellationToken);
                if (!feed.TryTake(after, out records))
                {
                    records = await history.ReadHistoryAsync(after, cancellationToken);
                }
            }

            if (records.Count > 0)
            {
                after = records[^1].Revision;
                yield return records;
            }
        }
    }
}
