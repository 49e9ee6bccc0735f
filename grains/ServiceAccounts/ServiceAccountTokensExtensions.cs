using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>Registers the making and verifying of service-account tokens.</summary>
public static class ServiceAccountTokensExtensions
{
    /// <summary>Adds it; <see cref="ServiceAccountTokenOptions"/> may be registered before. May be called again.</summary>
    public static IServiceCollection AddServiceAccountTokens(this IServiceCollection services)
    {
        services.TryAddSingleton(new ServiceAccountTokenOptions());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SigningKeyStore>();
        services.TryAddSingleton<TokenValidity>();
        services.TryAddSingleton(provider => new ServiceAccountTokens(
            provider.GetRequiredService<SigningKeyStore>(),
            provider.GetRequiredService<TokenValidity>(),
            provider.GetRequiredService<IReplica>(),
            provider.GetRequiredService<ServiceAccountTokenOptions>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SigningKeyRotation>());
        return services;
    }
}
