using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Silo.SystemObjects;

namespace Orchestrator.Silo.ApiServices;

/// <summary>Registers the API services of what is served.</summary>
internal static class ApiServicesExtensions
{
    public static IServiceCollection AddApiServices(this IServiceCollection services) => services
        .AddSingleton<LocalApiServices>()
        .AddSingleton<ISystemObjectSource>(provider => provider.GetRequiredService<LocalApiServices>())
        .AddHostedService<ApiServiceRegistration>();
}
