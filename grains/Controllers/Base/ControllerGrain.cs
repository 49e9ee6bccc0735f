using Microsoft.Extensions.Logging;
using Orchestrator.Api.Errors;
using Orchestrator.Grains.Diagnostics;
using Orchestrator.Ledger.Replication;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Grains.Controllers;

/// <summary>
/// Hosts a controller's work on one object: one look at a time, further pokes gather into one more, failures wait longer each time.
/// Two activations at once would be a waste and nothing worse, since what controllers do is idempotent and the ledger refuses stale writes.
/// </summary>
internal sealed partial class ControllerGrain(ControllerRegistry controllers, IReplica replica, ILogger<ControllerGrain> logger) : Grain, IControllerGrain
{
    /// <summary>How much longer than a planned look the activation stays, so that its timer outlives the runtime's collection of idle ones.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private IController _controller = null!;
    private ControllerKey _key;
    private IGrainTimer? _timer;
    private bool _running;
    private bool _poked;
    private long _revision;
    private int _failures;
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
            _work.Added();
        }

        return _running ? Task.CompletedTask : RunAsync();
    }

    private async Task RunAsync()
    {
        _running = true;
        try
        {
            while (_poked && !_stop.IsCancellationRequested)
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
        var started = _work.Begin();
        try
        {
            await replica.WaitForAsync(_revision, _stop.Token);
            var result = await _controller.ReconcileAsync(_key.Object, _stop.Token);
            _failures = 0;
            if (result.RequeueAfter is { } delay)
            {
                LookAgain(delay);
            }
            else if (!_poked && replica.Get(_key.Object) is null)
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
            _failures++;
            _work.Retried();
            var delay = Backoff.Controllers.After(_failures);
            LogFailure(error, delay);
            LookAgain(delay);
        }
        finally
        {
            _work.End(started);
        }
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
        if (error is ApiException { Status.Code: 404 or 409 } && _failures <= 5)
        {
            Log.Overtaken(logger, _key.Controller, _key.Object, error.Message);
        }
        else
        {
            Log.Failed(logger, error, _key.Controller, _key.Object, _failures, delay);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Controller}: {Object} was overtaken: {Why}")]
        public static partial void Overtaken(ILogger logger, string controller, Api.Objects.ObjectKey @object, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Controller}: {Object} failed {Failures} times in a row; next try in {Delay}")]
        public static partial void Failed(ILogger logger, Exception error, string controller, Api.Objects.ObjectKey @object, int failures, TimeSpan delay);
    }
}
