using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Silo.SystemObjects;

namespace Orchestrator.Silo.KubernetesService;

/// <summary>Registers the service by which pods find the API.</summary>
internal static class KubernetesServiceExtensions
{
    public static IServiceCollection AddKubernetesService(this IServiceCollection services) => services
        .AddSingleton<KubernetesServiceObjects>()
        .AddSingleton<ISystemObjectSource>(static provider => provider.GetRequiredService<KubernetesServiceObjects>())
        .AddHostedService<KubernetesServiceKeeper>();
}
