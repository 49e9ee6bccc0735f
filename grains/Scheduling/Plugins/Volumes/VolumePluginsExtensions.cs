using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Scheduling.Framework;

namespace Orchestrator.Grains.Scheduling.Plugins.Volumes;

/// <summary>Registers the scheduler's plugins for volumes. They share the indexes of the controllers of storage.</summary>
internal static class VolumePluginsExtensions
{
    public static IServiceCollection AddVolumePlugins(this IServiceCollection services) => services
        .AddSingleton(static provider => new PluginFactory("VolumeBinding", context => new VolumeBinding(context, provider.GetRequiredService<VolumeIndex>())))
        .AddSingleton(static provider => new PluginFactory("VolumeRestrictions", context => new VolumeRestrictions(context, provider.GetRequiredService<ClaimUsers>())))
        .AddSchedulerPlugin("NodeVolumeLimits", static context => new NodeVolumeLimits(context))
        .AddSchedulerPlugin("VolumeZone", static context => new VolumeZone(context));
}
