using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>Registers the making and verifying of service-account tokens.</summary>
public static class ServiceAccountTokensExtensions
{
    /// <summary>Adds it; <see cref="ServiceAccountTokenOptions"/> may be registered before.</summary>
    public static IServiceCollection AddServiceAccountTokens(this IServiceCollection services)
    {
        services.TryAddSingleton(new ServiceAccountTokenOptions());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SigningKeyStore>();
        services.AddSingleton<TokenValidity>();
        services.AddSingleton(provider => new ServiceAccountTokens(
            provider.GetRequiredService<SigningKeyStore>(),
            provider.GetRequiredService<TokenValidity>(),
            provider.GetRequiredService<IReplica>(),
            provider.GetRequiredService<ServiceAccountTokenOptions>()));
        services.AddHostedService<SigningKeyRotation>();
        return services;
    }
}
