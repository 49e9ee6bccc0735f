using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orchestrator.Grains.Authorization;
using Orchestrator.Grains.CustomResources;
using Orchestrator.Grains.Nodes;
using Orchestrator.Grains.Objects.Admission;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Grains.Objects.Nodes;
using Orchestrator.Grains.Objects.Services;
using Orchestrator.Grains.Objects.Storage;
using Orleans.Storage;

namespace Orchestrator.Grains.Objects;

/// <summary>Registers the object grains in a silo.</summary>
public static class ObjectGrainsExtensions
{
    /// <summary>
    /// Adds what the object grains need besides a <c>KindRegistry</c>, an <c>ILedger</c> and an <c>IReplica</c>, which the host provides.
    /// Further admission plugins are added as <see cref="IAdmissionPlugin"/>.
    /// </summary>
    public static IServiceCollection AddObjectGrains(this IServiceCollection services, ServiceNetwork? network = null, PodNetwork? pods = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddCustomResources();
        services.AddSingleton(network ?? new ServiceNetwork());
        services.AddSingleton<ServiceRanges>();
        services.AddSingleton(new PodRanges(pods ?? new PodNetwork()));
        services.TryAddSingleton(new NodeLifecycleOptions());
        services.AddAccessControl();
        services.AddAdmission();
        services.AddSingleton<ObjectServices>();
        services.AddSingleton<IResourceClientFactory, ResourceClientFactory>();
        services.AddKeyedSingleton<IGrainStorage, LedgerStorage>(LedgerStorage.Name);
        return services;
    }
}
