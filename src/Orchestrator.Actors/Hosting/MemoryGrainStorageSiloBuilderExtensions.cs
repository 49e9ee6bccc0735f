using Orchestrator.Actors.Storage;
using Orleans.Runtime.Hosting;

namespace Orleans.Hosting;

/// <summary>Adds storages that forget with the process, for tests and development.</summary>
public static class MemoryGrainStorageSiloBuilderExtensions
{
    /// <summary>Adds one under a name.</summary>
    public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name) =>
        builder.ConfigureServices(services => services.AddGrainStorage(name, static (_, key) => new MemoryGrainStorage(key)));

    /// <summary>Adds one for states that name no storage.</summary>
    public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder) => builder.AddMemoryGrainStorage(StorageTable.Default);
}
