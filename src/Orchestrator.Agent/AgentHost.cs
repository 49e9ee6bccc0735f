using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Checkpoints;
using Orchestrator.Agent.Config;
using Orchestrator.Agent.Connection;
using Orchestrator.Agent.Nodes;
using Orchestrator.Agent.Simulation;
using Orchestrator.Client;
using Orchestrator.Client.Http;

namespace Orchestrator.Agent;

/// <summary>An agent: one node with Docker, or many simulated ones, and their connection to the control plane.</summary>
public sealed class AgentHost(AgentOptions options, ILoggerFactory logging, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Runs until cancelled. Containers go on when it ends; see <see cref="Containers.Docker.DockerCleanup"/>.</summary>
    /// <exception cref="IOException">The data directory cannot be used.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        Directory.CreateDirectory(options.DataDirectory);

        // Secrets are files in there: nobody else may enter.
        Directory.CreateDirectory(new PodDirectories(options.DataDirectory).Pods, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var logger = logging.CreateLogger<AgentHost>();
        using var http = KubeHttp.Create(options.Credentials);
        using var client = new KubeClient(options.Credentials);
        var outbox = new Outbox(_time);
        if (options.Runtime == AgentRuntime.Simulated)
        {
            await using var clock = new SimulationClock(_time);
            var nodes = SimulatedNodes.Create(options, outbox, clock, _time, logger);
            await new AgentConnection(http, nodes, outbox, options.Timing, _time, logger).RunAsync(stopping);
        }
        else
        {
            await using var config = new KubeConfigSource(client, logger, TimeProvider.System);
            await using var node = new DockerNode(options, outbox, config, _time, logger);
            await node.RunAsync(end => new AgentConnection(http, new Dictionary<string, INodeEnd> { [end.Name] = end }, outbox, options.Timing, _time, logger).RunAsync(stopping), stopping);
        }
    }
}
