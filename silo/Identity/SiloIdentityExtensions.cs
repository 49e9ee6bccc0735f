using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Orchestrator.Silo.Identity;

/// <summary>Registers the lease by which a silo says that it is there.</summary>
internal static class SiloIdentityExtensions
{
    public static IServiceCollection AddSiloIdentity(this IServiceCollection services)
    {
        services.TryAddSingleton(IdentityLeaseTimes.Default);
        return services.AddSingleton<SiloIdentity>().AddHostedService<IdentityLeaseKeeper>();
    }
}
