using Microsoft.Extensions.Hosting;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Ledger.Replication;
using Orleans;

namespace Orchestrator.Silo.Agents;

/// <summary>
/// When the silo starts: the index of pods is filled, and heartbeats are expected from every node that there is, for the agents of some may never come back.
/// The replica is loaded before any service starts.
/// </summary>
internal sealed class AgentsStartup(NodePods pods, NodeVolumes volumes, IReplica replica, IGrainFactory grains) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        pods.Start();
        volumes.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var node in replica.List(new GroupResource("", "nodes")))
        {
            await grains.GetGrain<INodeGrain>(node.Key.ToString()).ExpectHeartbeatsAsync();
        }
    }

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Agents that are connected would keep the server from stopping.
        volumes.Stop();
        pods.Stop();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
