using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orchestrator.Grains.Nodes;

namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>Registers the controllers of nodes.</summary>
internal static class NodeControllersExtensions
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddNodeControllers(this IServiceCollection services)
    {
        services.TryAddSingleton(new NodeLifecycleOptions());
        return services
            .AddSingleton<NodeZones>()
            .AddSingleton<IController, NodeLifecycleController>()
            .AddSingleton<IController, ZoneEvictionController>()
            .AddSingleton<IController, TaintEvictionController>();
    }
}
