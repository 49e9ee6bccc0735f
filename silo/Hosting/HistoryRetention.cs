using Microsoft.Extensions.Hosting;
using Orchestrator.Ledger.Retention;

namespace Orchestrator.Silo.Hosting;

/// <summary>Drops history that nobody can ask for any more, as long as the silo runs.</summary>
internal sealed class HistoryRetention(HistoryKeeper keeper) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await keeper.RunAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // a host that is disposed without having been stopped would take this for a failure
        }
    }
}
