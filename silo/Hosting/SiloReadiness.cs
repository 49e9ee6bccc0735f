namespace Orchestrator.Silo.Hosting;

/// <summary>How far the silo has come between start and stop; what <c>/readyz</c> reports.</summary>
public sealed class SiloReadiness : IDisposable
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _started;
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Whether the replica is loaded and the cluster's basic objects are there.</summary>
    public bool Started => _started;

    /// <summary>Whether a stop was asked for: no new work should come here.</summary>
    public bool Stopping => _stopping.IsCancellationRequested;

    /// <summary>Cancelled when a stop is asked for: what would go on for long ends.</summary>
    public CancellationToken StoppingToken => _stopping.Token;

    /// <summary>Completes when the silo serves.</summary>
    public Task Ready => _ready.Task;

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    internal void SetStarted()
    {
        _started = true;
        _ready.TrySetResult();
    }

    internal void SetStopping() => _stopping.Cancel();
}
