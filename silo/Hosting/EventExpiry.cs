using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Grains.Objects.Expiry;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.Hosting;

/// <summary>Ends events that are older than they may become, as long as the silo runs.</summary>
internal sealed partial class EventExpiry(ILedger ledger, IReplica replica, SiloOptions options, TimeProvider time, ILogger<EventExpiry> logger) : BackgroundService
{
    private readonly TimeSpan _period = TimeSpan.FromTicks(Math.Min(TimeSpan.FromMinutes(1).Ticks, Math.Max(options.EventTtl.Ticks / 4, TimeSpan.FromMilliseconds(50).Ticks)));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sweeper = new EventSweeper(ledger, replica, time, options.EventTtl);
        using var timer = new PeriodicTimer(_period, time);
        while (await NextAsync(timer, stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await sweeper.SweepAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (LedgerUnavailableException e)
            {
                Log.Later(logger, e); // the next sweep finds them again
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "old events stay for now: the store is unavailable")]
        public static partial void Later(ILogger logger, Exception exception);
    }
}
