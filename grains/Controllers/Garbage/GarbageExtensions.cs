using Microsoft.Extensions.DependencyInjection;

namespace Orchestrator.Grains.Controllers.Garbage;

/// <summary>Registers garbage collection.</summary>
internal static class GarbageExtensions
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddGarbageCollection(this IServiceCollection services) => services
        .AddSingleton<BlockingDependents>()
        .AddSingleton<IController, GarbageCollector>();
}
