namespace Orchestrator.Silo.Reads;

/// <summary>The moment when a watch ends: its time is up, its client is gone, or the server stops.</summary>
internal sealed class WatchEnd : IDisposable
{
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _any;

    public WatchEnd(CancellationToken aborted, CancellationToken stopping, TimeSpan lifetime, TimeProvider time)
    {
        _timeout = new CancellationTokenSource(lifetime, time);
        _any = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, aborted, stopping);
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
