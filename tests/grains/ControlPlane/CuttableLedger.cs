using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Grains.Tests.ControlPlane;

/// <summary>A ledger that can be cut off at any moment: then no commit reaches it any more.</summary>
internal sealed class CuttableLedger(ILedger inner) : ILedger
{
    private volatile bool _cut;

    public void Cut() => _cut = true;

    public ValueTask<long> GetRevisionAsync(CancellationToken cancellationToken) => inner.GetRevisionAsync(cancellationToken);

    public ValueTask<LedgerRecord?> ReadAsync(ObjectKey key, CancellationToken cancellationToken) => inner.ReadAsync(key, cancellationToken);

    public Task<long> ReadCurrentAsync(Action<LedgerRecord> visit, CancellationToken cancellationToken) => inner.ReadCurrentAsync(visit, cancellationToken);

    public Task<CommitResult> CommitAsync(IReadOnlyList<Mutation> batch, CancellationToken cancellationToken) =>
        _cut ? throw new LedgerUnavailableException("cut off", new IOException("cut off")) : inner.CommitAsync(batch, cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<LedgerRecord>> FollowAsync(long after, CancellationToken cancellationToken) => inner.FollowAsync(after, cancellationToken);

    public Task<long> CompactAsync(long revision, CancellationToken cancellationToken) => inner.CompactAsync(revision, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
