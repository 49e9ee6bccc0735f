using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orchestrator.Actors.Lifecycle;
using Orchestrator.Actors.Manifest;
using Orchestrator.Actors.Membership;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orchestrator.Actors.Hosting;

/// <summary>The services of a silo.</summary>
internal static class SiloServices
{
    /// <summary>Adds them once.</summary>
    public static ISiloBuilder Add(IServiceCollection services, IConfiguration configuration)
    {
        if (!services.Any(service => service.ServiceType == typeof(GrainRuntime)))
        {
            services.AddOptions();
            services.AddLogging();
            services.AddSingleton<GrainAssemblies>();
            services.AddSingleton(new SingletonServices(services));
            services.AddSingleton<GrainRuntime>();
            services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainRuntime>().Factory);
            services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainRuntime>().Factory);
            services.TryAddSingleton<ILocalSiloDetails, LocalSiloDetails>();
            services.AddSingleton<SingleSiloMembership>();
            services.AddSingleton<IClusterMembershipService>(provider => provider.GetRequiredService<SingleSiloMembership>());
            services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SingleSiloMembership>());
            services.AddSingleton<SiloLifecycle>();
            services.AddHostedService<Silo>();
        }

        return new SiloBuilder(services, configuration);
    }

    private sealed record SiloBuilder(IServiceCollection Services, IConfiguration Configuration) : ISiloBuilder;
}
