using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.ApiRegistration.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Hosting;
using Orchestrator.Silo.SystemObjects;

namespace Orchestrator.Silo.ApiServices;

/// <summary>
/// Makes and removes API services as custom resources come and go. It writes only when a version of a group appears that has none, or one goes that
/// this process has seen: so a start, at which custom resources come back one by one, writes nothing.
/// </summary>
internal sealed partial class ApiServiceRegistration(
    KindRegistry kinds,
    LocalApiServices services,
    SystemObjectKeeper keeper,
    IReplica replica,
    IResourceClientFactory clients,
    SiloReadiness readiness,
    ILogger<ApiServiceRegistration> logger) : BackgroundService
{
    private const int NotFound = 404;
    private readonly SemaphoreSlim _changed = new(1, 1);
    private readonly IResourceClient _client = clients.For("system:apiserver");
    private HashSet<(string Group, string Version)> _known = [];

    /// <inheritdoc/>
    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        kinds.Changed += OnChanged;
        try
        {
            await readiness.Ready.WaitAsync(stoppingToken).ConfigureAwait(false);
            while (true)
            {
                await _changed.WaitAsync(stoppingToken).ConfigureAwait(false);
                await FollowAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the silo stops
        }
        finally
        {
            kinds.Changed -= OnChanged;
        }
    }

    // many changes at once are one round
    private void OnChanged(object? sender, EventArgs e)
    {
        if (_changed.CurrentCount == 0)
        {
            try
            {
                _changed.Release();
            }
            catch (SemaphoreFullException)
            {
                // another change has released it in the meantime
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var served = services.Served();
        try
        {
            await keeper.EnsureAsync(served.Except(_known).Select(LocalApiServices.Of), cancellationToken).ConfigureAwait(false);
            foreach (var gone in _known.Except(served))
            {
                await RemoveAsync(gone, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ApiException refused)
        {
            Log.Refused(logger, refused.Status.Message ?? "");
        }

        _known = served;
    }

    private async Task RemoveAsync((string Group, string Version) gone, CancellationToken cancellationToken)
    {
        var key = LocalApiServices.Key(gone);
        if (replica.Get(key)?.As<APIService>() is not { } service || !LocalApiServices.IsManaged(service))
        {
            return;
        }

        try
        {
            await _client.DeleteAsync(key, WriteOptions.None with { PreconditionUid = service.Metadata.Uid }, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException refused) when (refused.Status.Code == NotFound)
        {
            // another silo was faster
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "An API service could not be kept in step with what is served: {Message}")]
        public static partial void Refused(ILogger logger, string message);
    }
}
