using Microsoft.Extensions.DependencyInjection;

namespace Orchestrator.Grains.Controllers.DaemonSets;

/// <summary>Registers the controller of daemon sets.</summary>
internal static class DaemonSetControllersExtensions
{
    /// <summary>Adds it, and its view of the nodes.</summary>
    public static IServiceCollection AddDaemonSetController(this IServiceCollection services) =>
        services.AddSingleton<DaemonNodes>().AddSingleton<EndedDaemonPods>().AddSingleton<IController, DaemonSetController>();
}
