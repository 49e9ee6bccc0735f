using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Grains.Scheduling;
using Orchestrator.Grains.Scheduling.Configuration;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Preemption;

namespace Orchestrator.Grains.Tests.Scheduling;

/// <summary>Profiles of the real plugins, without a replica: for those that need none.</summary>
internal static class TestPlugins
{
    private static readonly string[] NeedReplica = ["VolumeRestrictions", "NodeVolumeLimits", "VolumeBinding", "VolumeZone", "DynamicResources"];

    public static Profile Build(ProfileConfiguration configuration, ClusterState cluster, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddScheduling();
        var factories = services.Select(s => s.ImplementationInstance).OfType<PluginFactory>().Where(f => Array.IndexOf(NeedReplica, f.Name) < 0);

        // Victims are chosen here and not made to go.
        var preemption = new PluginFactory("DefaultPreemption", context => new DefaultPreemption(context, null!));
        return new ProfileBuilder([.. factories, preemption], new PluginContext(cluster, null, null!, time)).Build(configuration);
    }
}
