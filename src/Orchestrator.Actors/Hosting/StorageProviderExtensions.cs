using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Actors.Storage;
using Orleans.Storage;

namespace Orleans.Runtime.Hosting;

/// <summary>Adds grain storages.</summary>
public static class StorageProviderExtensions
{
    /// <summary>Adds a storage under a name, as a keyed service; if it takes part in the silo's lifecycle, there too.</summary>
    public static IServiceCollection AddGrainStorage<T>(
        this IServiceCollection collection, string name, Func<IServiceProvider, string, T> implementationFactory)
        where T : IGrainStorage
    {
        collection.AddKeyedSingleton<IGrainStorage>(name, (services, _) => implementationFactory(services, name));
        if (string.Equals(name, StorageTable.Default, StringComparison.Ordinal))
        {
            collection.AddSingleton(services => services.GetRequiredKeyedService<IGrainStorage>(name));
        }

        if (typeof(ILifecycleParticipant<ISiloLifecycle>).IsAssignableFrom(typeof(T)))
        {
            collection.AddSingleton(services => (ILifecycleParticipant<ISiloLifecycle>)services.GetRequiredKeyedService<IGrainStorage>(name));
        }

        return collection;
    }
}
