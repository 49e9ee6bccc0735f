using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources;

/// <summary>Registers the scheduler's plugin for devices.</summary>
internal static class DynamicResourcesExtensions
{
    /// <summary>Adds it; all profiles share its books.</summary>
    public static IServiceCollection AddDynamicResources(this IServiceCollection services)
    {
        services.AddSingleton<DeviceBooks>();
        services.AddSingleton(provider => new PluginFactory(
            DynamicResourcesPlugin.PluginName, context => new DynamicResourcesPlugin(context, provider.GetRequiredService<DeviceBooks>())));
        return services;
    }
}
