using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Silo.Logs;
using Orchestrator.Silo.Pipeline;

namespace Orchestrator.Silo.Agents;

/// <summary>Registers the silo's end of the agents' connections.</summary>
public static class AgentsExtensions
{
    /// <summary>Adds the endpoints that agents connect to, the index of pods by node, and <see cref="IPodStreams"/>.</summary>
    public static IServiceCollection AddAgents(this IServiceCollection services) => services
        .AddSingleton<NodePods>()
        .AddSingleton<NodeVolumes>()
        .AddSingleton<PodStreams>()
        .AddSingleton<IPodStreams>(static provider => provider.GetRequiredService<PodStreams>())
        .AddSingleton<AgentWrites>()
        .AddSingleton<IApiEndpoint, AgentEndpoint>()
        .AddSingleton<IApiEndpoint, AgentStreamEndpoint>()
        .AddSingleton<IHostedService, AgentsStartup>();
}
