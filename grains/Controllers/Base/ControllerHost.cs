using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Grains.Scheduling;
using Orleans;

namespace Orchestrator.Grains.Controllers;

/// <summary>
/// Starts a silo's part in controlling: pokes everything once, wakes the scheduler, and looks at everything again now and then, which takes up what another silo
/// left undone when it went. It has to start after the silo, and stop before it.
/// </summary>
internal sealed partial class ControllerHost(ControllerPoker poker, IGrainFactory grains, TimeProvider time, ILogger<ControllerHost> logger)
    : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan WakeEvery = TimeSpan.FromSeconds(30);
    private const int WakesPerResync = 20;
    private ITimer? _timer;
    private int _wakes;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        poker.Start();
        _timer = time.CreateTimer(static self => ((ControllerHost)self!).Wake(), this, TimeSpan.Zero, WakeEvery);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
            _timer = null;
        }

        await poker.DisposeAsync();
    }

    private void Wake()
    {
        _ = WakeSchedulerAsync();
        if (++_wakes % WakesPerResync == 0)
        {
            poker.Resync();
        }
    }

    private async Task WakeSchedulerAsync()
    {
        try
        {
            await grains.GetGrain<ISchedulerGrain>(ChangeIntake.DefaultScheduler).WakeAsync();
        }
        catch (Exception error)
        {
            Log.NotWoken(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The scheduler could not be woken; another try follows")]
        public static partial void NotWoken(ILogger logger, Exception error);
    }
}
