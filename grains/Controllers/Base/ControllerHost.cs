using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Grains.Scheduling;
using Orleans;

namespace Orchestrator.Grains.Controllers;

/// <summary>
/// Starts a silo's part in controlling: pokes everything once, wakes the scheduler, and looks at everything again now and then, which takes up what another silo
/// left undone when it went. It has to start after the silo, and stop before it.
/// </summary>
internal sealed partial class ControllerHost(IServiceProvider services, IGrainFactory grains, TimeProvider time, ILogger<ControllerHost> logger) : IHostedService
{
    private const int WakesPerResync = 20;
    private static readonly TimeSpan WakeEvery = TimeSpan.FromSeconds(30);
    private ControllerPoker? _poker;
    private ITimer? _timer;
    private int _wakes;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Only now: hosted services are made before the replica has been loaded, and the controllers' indexes begin with what it holds when they are made.
        _poker = services.GetRequiredService<ControllerPoker>();
        _poker.Start();
        _timer = time.CreateTimer(static self => ((ControllerHost)self!).Wake(), this, TimeSpan.Zero, WakeEvery);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }

        if (_poker is not null)
        {
            await _poker.DisposeAsync();
        }
    }

    private void Wake()
    {
        _ = WakeSchedulerAsync();
        if (++_wakes % WakesPerResync == 0)
        {
            _poker!.Resync();
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
