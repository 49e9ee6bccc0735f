namespace Orchestrator.Agent.Simulation;

/// <summary>One timer for all simulated pods of the process: what is due is run by one task, in order.</summary>
internal sealed class SimulationClock : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Action, DateTimeOffset> _due = new();
    private readonly SemaphoreSlim _earlier = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeProvider _time;
    private readonly Task _running;

    public SimulationClock(TimeProvider time)
    {
        _time = time;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Runs an action later; it must be quick.</summary>
    public void After(int milliseconds, Action action)
    {
        lock (_gate)
        {
            var at = _time.GetUtcNow().AddMilliseconds(milliseconds);
            var isEarliest = !_due.TryPeek(out _, out var first) || at < first;
            _due.Enqueue(action, at);
            if (isEarliest)
            {
                _earlier.Release();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _earlier.WaitAsync(Next(), _stopping.Token);
                while (TakeDue() is { } action)
                {
                    action();
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private TimeSpan Next()
    {
        lock (_gate)
        {
            if (!_due.TryPeek(out _, out var at))
            {
                return Timeout.InfiniteTimeSpan;
            }

            var left = at - _time.GetUtcNow();
            return left > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : TimeSpan.Zero;
        }
    }

    private Action? TakeDue()
    {
        lock (_gate)
        {
            return _due.TryPeek(out _, out var at) && at <= _time.GetUtcNow() ? _due.Dequeue() : null;
        }
    }
}
