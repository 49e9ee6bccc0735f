using System.Globalization;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Coordination.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Hosting;

namespace Orchestrator.Silo.Identity;

/// <summary>
/// Keeps the lease by which an API server says that it is there (<c>kube-apiserver</c> identity). It is made at the start, renewed now and then, and made again at once when
/// somebody deletes it; after the silo is gone it runs out, and the clean-up of such leases removes it.
/// </summary>
internal sealed partial class IdentityLeaseKeeper(
    SiloIdentity identity, IdentityLeaseTimes times, IResourceClientFactory clients, IReplica replica, SiloReadiness readiness, TimeProvider time, ILogger<IdentityLeaseKeeper> logger)
    : BackgroundService, IReplicaObserver
{
    private readonly IResourceClient _client = clients.For("system:apiserver");
    private readonly SemaphoreSlim _gone = new(0, 1);

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Type == ChangeType.Deleted && change.Entry.Key == identity.LeaseKey && _gone.CurrentCount == 0)
        {
            _gone.Release(); // the follower's thread alone calls this
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _gone.Dispose();
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
                await RenewAsync(stoppingToken).ConfigureAwait(false);
                await _gone.WaitAsync(times.Renewal, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger, identity.Name);
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (replica.Get(identity.LeaseKey) is null)
            {
                await _client.CreateAsync(Lease(), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await _client.PatchAsync(identity.LeaseKey, Renewal(), "", cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is ApiException or LedgerUnavailableException)
        {
            Log.Later(logger, e, identity.Name);
        }
    }

    private Lease Lease() => new()
    {
        Metadata = new ObjectMeta
        {
            Name = identity.LeaseKey.Name,
            Namespace = identity.LeaseKey.Namespace,
            Labels = new() { ["apiserver.kubernetes.io/identity"] = "kube-apiserver", ["kubernetes.io/hostname"] = identity.Host },
        },
        Spec = new LeaseSpec { HolderIdentity = identity.Holder, LeaseDurationSeconds = (int)times.Duration.TotalSeconds, RenewTime = time.GetUtcNow().UtcDateTime },
    };

    private byte[] Renewal()
    {
        var now = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes($$$"""{"spec":{"holderIdentity":"{{{identity.Holder}}}","leaseDurationSeconds":{{{(int)times.Duration.TotalSeconds}}},"renewTime":"{{{now}}}"}}""");
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "the lease {Name} could not be renewed; it is tried again")]
        public static partial void Later(ILogger logger, Exception exception, string name);

        [LoggerMessage(Level = LogLevel.Debug, Message = "the lease {Name} is no longer renewed")]
        public static partial void Stopped(ILogger logger, string name);
    }
}
