using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Pki;
using Orchestrator.Silo.SystemObjects;

namespace Orchestrator.Silo.Hosting;

/// <summary>
/// Brings the silo up and down:
/// <list type="number">
/// <item>when the server listens: its address is known, the kubeconfig is written</item>
/// <item>what every cluster has is made (its namespaces, ...); then <c>/readyz</c> says so</item>
/// <item>on stop: <c>/readyz</c> fails and watches end first, so that what is in flight can finish</item>
/// </list>
/// </summary>
internal sealed partial class SiloStartup(
    IReplica replica,
    IServer server,
    ClusterPki pki,
    SiloOptions options,
    SiloEndpoint endpoint,
    SiloReadiness readiness,
    SystemObjectKeeper systemObjects,
    ILogger<SiloStartup> logger) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        // 1
        endpoint.Set(Reachable(new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First())));
        if (options.KubeconfigPath is { } path)
        {
            Kubeconfig.Write(path, endpoint.Address, pki.AuthorityPem, pki.Admin);
        }

        // 2
        await systemObjects.EnsureAsync(cancellationToken).ConfigureAwait(false);
        readiness.SetStarted();
        Log.Ready(logger, endpoint.Address, replica.Revision);
    }

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.SetStopping(); // 3
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // a server that listens on every address is reached from here by loopback
    private static Uri Reachable(Uri address) => address.Host is "0.0.0.0" or "[::]" ? new UriBuilder(address) { Host = "127.0.0.1" }.Uri : address;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The API is served at {Address}, from revision {Revision} on")]
        public static partial void Ready(ILogger logger, Uri address, long revision);
    }
}
