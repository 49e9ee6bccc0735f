using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Api.Errors;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Hosting;
using Orchestrator.Silo.SystemObjects;

namespace Orchestrator.Silo.KubernetesService;

/// <summary>Brings the <c>kubernetes</c> service and its endpoints back when somebody deletes or changes them.</summary>
internal sealed partial class KubernetesServiceKeeper(
    KubernetesServiceObjects source, SystemObjectKeeper keeper, IReplica replica, SiloReadiness readiness, ILogger<KubernetesServiceKeeper> logger) : BackgroundService, IReplicaObserver
{
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(10); // a real server's interval
    private readonly SemaphoreSlim _changed = new(0, 1);

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        var key = change.Entry.Key;
        if (key.Name == KubernetesServiceObjects.ServiceKey.Name
            && (key == KubernetesServiceObjects.ServiceKey || key == KubernetesServiceObjects.EndpointsKey || key == KubernetesServiceObjects.SliceKey)
            && _changed.CurrentCount == 0)
        {
            _changed.Release(); // the follower's thread alone calls this
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.Ready.WaitAsync(stoppingToken).ConfigureAwait(false);
            using var subscription = replica.Subscribe(this);
            while (true)
            {
                await _changed.WaitAsync(Recheck, stoppingToken).ConfigureAwait(false);
                await KeepAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await keeper.EnsureAsync(source.Objects, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ApiException or LedgerUnavailableException)
        {
            Log.Later(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "the kubernetes service could not be brought up to date; it is tried again")]
        public static partial void Later(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Debug, Message = "the kubernetes service is no longer looked after")]
        public static partial void Stopped(ILogger logger);
    }
}
