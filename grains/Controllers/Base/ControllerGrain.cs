using Microsoft.Extensions.Logging;
using Orchestrator.Api.Errors;
using Orchestrator.Grains.Diagnostics;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Grains.Controllers;

/// <summary>
/// Hosts a controller's work on one object: one look at a time, further pokes gather into one more, failures wait longer each time, and one that writes without end
/// is slowed down. Whatever goes wrong stays with this object.
/// Two activations at once would be a waste and nothing worse, since what controllers do is idempotent and the ledger refuses stale writes.
/// </summary>
internal sealed partial class ControllerGrain(ControllerRegistry controllers, ControllerServices services, LoopLimits limits, ILogger<ControllerGrain> logger) : Grain, IControllerGrain
{
    /// <summary>How much longer than a planned look the activation stays, so that its timer outlives the runtime's collection of idle ones.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly LastLook _last = new();
    private LoopGuard? _loop;
    private IController _controller = null!;
    private ControllerKey _key;
    private IGrainTimer? _timer;
    private Task _run = Task.CompletedTask;
    private bool _running;
    private bool _poked;
    private bool _waiting;
    private long _pokedAt;
    private long _revision;
    private WorkMetrics _work = null!;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = ControllerKey.Parse(this.GetPrimaryKeyString());
        _controller = controllers.Get(_key.Controller);
        _work = WorkMetrics.Of(_key.Controller);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_poked)
        {
            _work.Dropped();
        }

        return _stop.CancelAsync();
    }

    /// <inheritdoc/>
    public Task PokeAsync(long revision)
    {
        _revision = Math.Max(_revision, revision);
        if (!_poked)
        {
            _poked = true;
            _pokedAt = _work.Added();
        }

        return _waiting || _running ? Task.CompletedTask : _run = RunAsync();
    }

    /// <inheritdoc/>
    public async Task<ControllerReport> ExplainAsync()
    {
        if (!_last.Happened)
        {
            _ = PokeAsync(0);
            await _run;
        }

        return _last.Report(_key.Controller, _loop?.Describe(services.Time.GetUtcNow()) ?? "");
    }

    private async Task RunAsync()
    {
        _running = true;
        try
        {
            while (_poked && !_waiting && !_stop.IsCancellationRequested)
            {
                _poked = false;
                _timer?.Dispose();
                _timer = null;
                await LookAsync();
            }
        }
        finally
        {
            _running = false;
        }
    }

    private async Task LookAsync()
    {
        var started = _work.Begin(_pokedAt);
        var look = Reconciliation.Begin();
        try
        {
            await services.Replica.WaitForAsync(_revision, _stop.Token);
            var result = await _controller.ReconcileAsync(_key.Object, _stop.Token);
            _last.Succeeded(result, look, services.Time.GetUtcNow());
            if (result.RequeueAfter is { } delay)
            {
                LookAgain(delay);
            }
            else if (!_poked && services.Replica.Get(_key.Object) is null)
            {
                DeactivateOnIdle();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The activation ends; whoever is poked next starts from the state again.
        }
        catch (Exception error)
        {
            _work.Retried();
            var delay = _last.Failed(error, look, services.Time.GetUtcNow());
            LogFailure(error, delay);
            ControllerTrouble.TellFailure(services, _key, _last.Failures, error);
            LookAgain(delay);
        }
        finally
        {
            _work.End(started);
        }

        if (look.Writes > 0)
        {
            SlowDown(services.Time.GetUtcNow());
        }
    }

    /// <summary>Waits, when it writes too often; whatever is poked meanwhile is one look after it.</summary>
    private void SlowDown(DateTimeOffset now)
    {
        _loop ??= new LoopGuard(limits);
        var wait = _loop.Wrote(now);
        if (wait <= TimeSpan.Zero || _stop.IsCancellationRequested)
        {
            return;
        }

        if (_loop.ShouldWarn(now))
        {
            ControllerTrouble.TellLoop(services, _key, _loop.Describe(now));
            Log.Loops(logger, _key.Controller, _key.Object, _loop.Describe(now));
        }

        _waiting = true;
        DelayDeactivation(wait + Margin);
        this.RegisterGrainTimer(
            static (self, _) => self.GoOnAsync(), this, new GrainTimerCreationOptions { DueTime = wait, Period = Timeout.InfiniteTimeSpan, Interleave = true });
    }

    private Task GoOnAsync()
    {
        _waiting = false;
        if (!_poked)
        {
            _loop!.Calm();
        }

        return _poked && !_running ? _run = RunAsync() : Task.CompletedTask;
    }

    private void LookAgain(TimeSpan delay)
    {
        _timer = this.RegisterGrainTimer(
            static (self, _) => self.PokeAsync(0),
            this,
            new GrainTimerCreationOptions { DueTime = delay, Period = Timeout.InfiniteTimeSpan, Interleave = true });
        DelayDeactivation(delay + Margin);
    }

    private void LogFailure(Exception error, TimeSpan delay)
    {
        // Somebody else was faster, or the object is not there yet: the next look sees it.
        if (error is ApiException { Status.Code: 404 or 409 } && _last.Failures <= 5)
        {
            Log.Overtaken(logger, _key.Controller, _key.Object, error.Message);
        }
        else
        {
            Log.Failed(logger, error, _key.Controller, _key.Object, _last.Failures, delay);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Controller}: {Object} was overtaken: {Why}")]
        public static partial void Overtaken(ILogger logger, string controller, Api.Objects.ObjectKey @object, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Controller}: {Object} failed {Failures} times in a row; next try in {Delay}")]
        public static partial void Failed(ILogger logger, Exception error, string controller, Api.Objects.ObjectKey @object, int failures, TimeSpan delay);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Controller}: {Object}: {What}")]
        public static partial void Loops(ILogger logger, string controller, Api.Objects.ObjectKey @object, string what);
    }
}
