using Microsoft.Extensions.DependencyInjection;

namespace Orchestrator.Silo.ClusterInfo;

/// <summary>Registers what publishes <c>cluster-info</c>.</summary>
internal static class ClusterInfoExtensions
{
    public static IServiceCollection AddClusterInfo(this IServiceCollection services) => services.AddSingleton<ClusterInfoObjects>().AddHostedService<ClusterInfoPublisher>();
}
