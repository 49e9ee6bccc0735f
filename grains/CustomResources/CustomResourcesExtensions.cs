using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Orchestrator.Grains.CustomResources;

/// <summary>Registers what custom resources need in a silo.</summary>
public static class CustomResourcesExtensions
{
    /// <summary>Adds the index of definitions; whoever loads the replica lets it follow.</summary>
    public static IServiceCollection AddCustomResources(this IServiceCollection services)
    {
        services.TryAddSingleton<DefinitionIndex>();
        return services;
    }
}
