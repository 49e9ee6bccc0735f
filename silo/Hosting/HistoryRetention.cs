using Microsoft.Extensions.Hosting;
using Orchestrator.Ledger.Retention;

namespace Orchestrator.Silo.Hosting;

/// <summary>Drops history that nobody can ask for any more, as long as the silo runs.</summary>
internal sealed class HistoryRetention(HistoryKeeper keeper) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => keeper.RunAsync(stoppingToken);
}
