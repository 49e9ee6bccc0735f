namespace Orchestrator.Silo.Reads;

/// <summary>
/// Paces busy watches: a watch that has just flushed waits for the next tick before it writes again, so that many events share one flush.
/// One timer for all watches, and none while no watch is busy. A watch with an event now and then never waits.
/// </summary>
internal sealed class WatchTicker : IDisposable
{
    /// <summary>The time between ticks: the most by which a busy watch's events are late.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private TaskCompletionSource? _next;

    /// <param name="time">The clock.</param>
    public WatchTicker(TimeProvider time) =>
        _timer = time.CreateTimer(static ticker => ((WatchTicker)ticker!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Completes at the next tick.</summary>
    public Task NextAsync()
    {
        lock (_gate)
        {
            if (_next is null)
            {
                _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _timer.Change(Interval, Timeout.InfiniteTimeSpan);
            }

            return _next.Task;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        Tick();
    }

    private void Tick()
    {
        TaskCompletionSource? due;
        lock (_gate)
        {
            due = _next;
            _next = null;
        }

        due?.TrySetResult();
    }
}
