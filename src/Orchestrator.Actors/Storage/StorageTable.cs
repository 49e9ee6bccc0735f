using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Actors.Storage;

/// <summary>The storages of a silo by name.</summary>
internal sealed class StorageTable(IServiceProvider services)
{
    /// <summary>The name of the storage that is used when none is named.</summary>
    public const string Default = "Default";

    private readonly ConcurrentDictionary<string, IGrainStorage> _storages = new(StringComparer.Ordinal);

    /// <summary>The storage of this name.</summary>
    /// <exception cref="BadProviderConfigException">There is none.</exception>
    public IGrainStorage Get(string? name) => _storages.GetOrAdd(
        name ?? Default,
        static (key, provider) =>
            provider.GetKeyedService<IGrainStorage>(key) ?? throw new BadProviderConfigException($"No grain storage named '{key}' is registered."),
        services);
}
