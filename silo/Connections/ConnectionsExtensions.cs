using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Silo.Pipeline;

namespace Orchestrator.Silo.Connections;

/// <summary>Registers the subresources that connect clients with what runs on nodes.</summary>
internal static class ConnectionsExtensions
{
    public static IServiceCollection AddNodeConnections(this IServiceCollection services) => services
        .AddSingleton<PodConnections>()
        .AddSingleton<ProxyTargets>()
        .AddSingleton<IApiEndpoint, ConnectEndpoint>();
}
