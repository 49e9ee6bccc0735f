using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Orchestrator.Grains.Controllers.PodGarbage;

/// <summary>Registers the pod garbage collector.</summary>
internal static class PodGarbageExtensions
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddPodGarbageCollection(this IServiceCollection services)
    {
        services.TryAddSingleton(new PodGarbageOptions());
        return services.AddSingleton<IController, PodGarbageCollector>();
    }
}
