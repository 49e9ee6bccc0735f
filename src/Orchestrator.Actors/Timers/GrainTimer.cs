using Microsoft.Extensions.Logging;
using Orchestrator.Actors.Activations;
using Orleans.Runtime;

namespace Orchestrator.Actors.Timers;

/// <summary>A timer of an activation, and at the same time the entry of its tick: there is never more than one.</summary>
internal abstract partial class GrainTimer : MailboxEntry, IGrainTimer
{
    private readonly Activation _activation;
    private readonly CancellationTokenSource _ended = new();
    private readonly Timer _timer;
    private readonly Lock _gate = new();
    private readonly bool _keepAlive;
    private TimeSpan _due;
    private TimeSpan _period;
    private bool _ticking;

    protected GrainTimer(Activation activation, GrainTimerCreationOptions options)
        : base(options.Interleave ? Interleaving.Always : Interleaving.None)
    {
        _activation = activation;
        _keepAlive = options.KeepAlive;
        _period = options.Period;
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            _timer = new Timer(static state => ((GrainTimer)state!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc />
    internal override bool KeepsAlive => _keepAlive;

    /// <inheritdoc />
    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended.IsCancellationRequested, this);
            _period = period;
            _due = dueTime;
            if (!_ticking)
            {
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            if (_ended.IsCancellationRequested)
            {
                return;
            }

            _timer.Dispose();
        }

        _ended.Cancel();
        _activation.Remove(this);
    }

    /// <inheritdoc />
    internal override void Execute()
    {
        if (_ended.IsCancellationRequested)
        {
            _activation.Complete(this);
            return;
        }

        _ = TickAsync();
    }

    /// <inheritdoc />
    internal override void Expire()
    {
        // Ticks have no caller that could give up.
    }

    /// <inheritdoc />
    internal override void Undelivered(Exception? failure)
    {
        // A tick belongs to its activation and ends with it.
    }

    /// <summary>Sets the first tick.</summary>
    protected void Start(TimeSpan dueTime)
    {
        _activation.Add(this);
        _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Calls the grain.</summary>
    protected abstract Task CallAsync(CancellationToken cancellationToken);

    private void OnDue()
    {
        lock (_gate)
        {
            if (_ended.IsCancellationRequested)
            {
                return;
            }

            // Without a change during the tick the next one is due a period after its end.
            _ticking = true;
            _due = _period;
        }

        _activation.TryReceive(this);
    }

    private async Task TickAsync()
    {
        try
        {
            await CallAsync(_ended.Token);
        }
        catch (Exception failure)
        {
            Log.TickFailed(_activation.Runtime.Logger, failure, _activation.GrainId);
        }

        _activation.Complete(this);
        lock (_gate)
        {
            _ticking = false;
            if (!_ended.IsCancellationRequested)
            {
                _timer.Change(_due, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A timer of grain {Grain} failed; it goes on")]
        public static partial void TickFailed(ILogger logger, Exception exception, GrainId grain);
    }
}

/// <summary>A timer with the state that its callback gets.</summary>
internal sealed class GrainTimer<TState> : GrainTimer
{
    private readonly Func<TState, CancellationToken, Task> _callback;
    private readonly TState _state;

    private GrainTimer(Activation activation, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
        : base(activation, options)
    {
        _callback = callback;
        _state = state;
    }

    /// <summary>Starts a timer.</summary>
    public static GrainTimer<TState> Start(
        Activation activation, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer<TState>(activation, callback, state, options);
        timer.Start(options.DueTime);
        return timer;
    }

    /// <inheritdoc />
    protected override Task CallAsync(CancellationToken cancellationToken) => _callback(_state, cancellationToken);
}
