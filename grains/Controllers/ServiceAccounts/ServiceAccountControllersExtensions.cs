using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orchestrator.Grains.Controllers.BootstrapTokens;
using Orchestrator.Grains.ServiceAccounts;

namespace Orchestrator.Grains.Controllers.ServiceAccounts;

/// <summary>Registers the controllers of accounts and tokens.</summary>
internal static class ServiceAccountControllersExtensions
{
    /// <summary>Adds them. Without a <see cref="ClusterAuthority"/> none is published.</summary>
    public static IServiceCollection AddServiceAccountControllers(this IServiceCollection services)
    {
        services.TryAddSingleton(new ClusterAuthority(""));
        services.AddServiceAccountTokens();
        services.AddSingleton<IController, ServiceAccountController>();
        services.AddSingleton<IController, RootCertificatePublisher>();
        services.AddSingleton<IController, TokenSecretController>();
        services.AddSingleton<IController, LegacyTokenCleaner>();
        services.AddSingleton<IController, TokenCleaner>();
        services.AddSingleton<IController, ClusterInfoSigner>();
        return services;
    }
}
