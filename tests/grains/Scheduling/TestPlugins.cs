using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Api.Models.Policy.V1;
using Orchestrator.Grains.Scheduling;
using Orchestrator.Grains.Scheduling.Configuration;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Preemption;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Tests.Scheduling;

/// <summary>Profiles of the real plugins, over a replica that is empty and does not follow anything.</summary>
internal static class TestPlugins
{
    public static Profile Build(ProfileConfiguration configuration, ClusterState cluster, TimeProvider time, List<PodDisruptionBudget> budgets, List<Victims> victims)
    {
        var services = new ServiceCollection();
        services.AddScheduling();
        var factories = services.Select(s => s.ImplementationInstance).OfType<PluginFactory>();

        // Victims are chosen here and not made to go.
        var preemption = new PluginFactory("DefaultPreemption", context => new DefaultPreemption(context, name => budgets.Where(b => b.Metadata.Namespace == name), Evict));
        Task Evict(SchedulingCycle cycle, Victims chosen, CancellationToken cancellationToken)
        {
            victims.Add(chosen);
            return Task.CompletedTask;
        }

        return new ProfileBuilder([.. factories, preemption], new PluginContext(cluster, new Replica(null!, NullLogger<Replica>.Instance), null!, time)).Build(configuration);
    }
}
