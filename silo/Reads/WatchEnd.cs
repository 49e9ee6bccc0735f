namespace Orchestrator.Silo.Reads;

/// <summary>The moment when a watch ends: its time is up, its client is gone, the server stops, or the kind goes with its definition.</summary>
internal sealed class WatchEnd : IDisposable
{
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _any;

    public WatchEnd(CancellationToken aborted, CancellationToken stopping, CancellationToken gone, TimeSpan lifetime, TimeProvider time)
    {
        _timeout = new CancellationTokenSource(lifetime, time);
        _any = CancellationTokenSource.CreateLinkedTokenSource(gone.CanBeCanceled ? [_timeout.Token, aborted, stopping, gone] : [_timeout.Token, aborted, stopping]);
    }

    /// <summary>Cancelled at that moment.</summary>
    public CancellationToken Token => _any.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _any.Dispose();
        _timeout.Dispose();
    }
}
