using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Grains.Tests;

/// <summary>A real ledger whose connection can be made to break, before a commit or after it.</summary>
public sealed class FaultyLedger(ILedger inner) : ILedger
{
    private volatile Fault _fault;

    /// <summary>What may go wrong.</summary>
    public enum Fault
    {
        /// <summary>Nothing.</summary>
        None,

        /// <summary>The store cannot be reached at all.</summary>
        Away,

        /// <summary>The commit happens, and its answer is lost.</summary>
        AnswerLost,
    }

    /// <summary>How many times <see cref="ReadAsync"/> was asked.</summary>
    public int Reads { get; private set; }

    /// <summary>Breaks or mends the connection.</summary>
    public void Set(Fault fault) => _fault = fault;

    /// <inheritdoc/>
    public ValueTask<long> GetRevisionAsync(CancellationToken cancellationToken) => inner.GetRevisionAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<LedgerRecord?> ReadAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        Reads++;
        return _fault == Fault.Away ? throw Broken() : inner.ReadAsync(key, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> ReadCurrentAsync(Action<LedgerRecord> visit, CancellationToken cancellationToken) => inner.ReadCurrentAsync(visit, cancellationToken);

    /// <inheritdoc/>
    public async Task<CommitResult> CommitAsync(IReadOnlyList<Mutation> batch, CancellationToken cancellationToken)
    {
        if (_fault == Fault.Away)
        {
            throw Broken();
        }

        var result = await inner.CommitAsync(batch, cancellationToken);
        return _fault == Fault.AnswerLost ? throw Broken() : result;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<IReadOnlyList<LedgerRecord>> FollowAsync(long after, CancellationToken cancellationToken) => inner.FollowAsync(after, cancellationToken);

    /// <inheritdoc/>
    public Task<long> CompactAsync(long revision, CancellationToken cancellationToken) => inner.CompactAsync(revision, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static LedgerUnavailableException Broken() => new("the store cannot be reached", new IOException("broken pipe"));
}
