using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Api.Errors;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Hosting;
using Orchestrator.Silo.SystemObjects;

namespace Orchestrator.Silo.ClusterInfo;

/// <summary>
/// Publishes <c>cluster-info</c> in a cluster that has none. One that is there is left as it is, whatever was changed in it; so are its role and binding, which somebody
/// may have taken away on purpose: they are made first, so that they are there whenever it is.
/// </summary>
internal sealed partial class ClusterInfoPublisher(
    ClusterInfoObjects objects, SystemObjectKeeper keeper, IReplica replica, SiloReadiness readiness, TimeProvider time, ILogger<ClusterInfoPublisher> logger) : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.Ready.WaitAsync(stoppingToken).ConfigureAwait(false);
            while (replica.Get(ClusterInfoObjects.InfoKey) is null && !await TryPublishAsync(stoppingToken).ConfigureAwait(false))
            {
                await Task.Delay(Retry, time, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    private async Task<bool> TryPublishAsync(CancellationToken cancellationToken)
    {
        try
        {
            await keeper.EnsureAsync(objects.Access, cancellationToken).ConfigureAwait(false);
            await keeper.EnsureAsync([objects.Info], cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is ApiException or LedgerUnavailableException)
        {
            Log.Later(logger, e);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "cluster-info could not be published; it is tried again")]
        public static partial void Later(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Debug, Message = "the silo stopped before cluster-info was published")]
        public static partial void Stopped(ILogger logger);
    }
}
