using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orchestrator.Grains.Scheduling.Configuration;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Plugins;
using Orchestrator.Grains.Scheduling.Plugins.Allocation;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources;
using Orchestrator.Grains.Scheduling.Plugins.Images;
using Orchestrator.Grains.Scheduling.Plugins.Nodes;
using Orchestrator.Grains.Scheduling.Plugins.PodAffinity;
using Orchestrator.Grains.Scheduling.Plugins.Preemption;
using Orchestrator.Grains.Scheduling.Plugins.TopologySpread;
using Orchestrator.Grains.Scheduling.Plugins.Volumes;

namespace Orchestrator.Grains.Scheduling;

/// <summary>Registers the scheduler.</summary>
internal static class SchedulingExtensions
{
    /// <summary>Adds the scheduler and its plugins, volumes' and devices' apart.</summary>
    public static IServiceCollection AddScheduling(this IServiceCollection services)
    {
        services.TryAddSingleton(SchedulerConfiguration.Default);
        services.AddSingleton<SchedulerFactory>();
        services.AddSchedulerPlugin("SchedulingGates", _ => new SchedulingGates());
        services.AddSchedulerPlugin("NodeUnschedulable", _ => new NodeUnschedulable());
        services.AddSchedulerPlugin("NodeName", _ => new NodeName());
        services.AddSchedulerPlugin("TaintToleration", _ => new TaintToleration());
        services.AddSchedulerPlugin("NodeAffinity", context => new NodeAffinity(context));
        services.AddSchedulerPlugin("NodePorts", _ => new NodePorts());
        services.AddSchedulerPlugin("NodeResourcesFit", context => new NodeResourcesFit(context));
        services.AddSchedulerPlugin("PodTopologySpread", context => new PodTopologySpread(context));
        services.AddSchedulerPlugin("InterPodAffinity", context => new InterPodAffinity(context));
        services.AddPreemption();
        services.AddSchedulerPlugin("NodeResourcesBalancedAllocation", context => new BalancedAllocation(context));
        services.AddSchedulerPlugin("ImageLocality", context => new ImageLocality(context));
        services.AddDynamicResources();
        services.AddSchedulerPlugin("DefaultBinder", context => new DefaultBinder(context.Client));
        services.AddVolumePlugins();
        return services;
    }

    /// <summary>Adds a plugin that profiles may have. One of the default plugins is in every profile that does not disable it.</summary>
    public static IServiceCollection AddSchedulerPlugin(this IServiceCollection services, string name, Func<PluginContext, IPlugin> make) =>
        services.AddSingleton(new PluginFactory(name, make));
}
