using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Silo.SystemObjects;

namespace Orchestrator.Silo.ApiService;

/// <summary>Registers the service by which pods find the API.</summary>
internal static class ApiServiceExtensions
{
    public static IServiceCollection AddApiService(this IServiceCollection services) => services
        .AddSingleton<ApiServiceObjects>()
        .AddSingleton<ISystemObjectSource>(static provider => provider.GetRequiredService<ApiServiceObjects>())
        .AddHostedService<ApiServiceKeeper>();
}
