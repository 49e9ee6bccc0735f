using Microsoft.Extensions.Logging;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Grains.Scheduling.Configuration;
using Orchestrator.Grains.Scheduling.Decisions;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling;

/// <summary>Makes schedulers as they are configured.</summary>
internal sealed class SchedulerFactory(
    SchedulerConfiguration configuration,
    IEnumerable<PluginFactory> plugins,
    IReplica replica,
    IResourceClientFactory clients,
    EventRecorder events,
    TimeProvider time,
    ILogger<SchedulerFactory> logger)
{
    private readonly IResourceClient _client = clients.For("system:kube-scheduler");

    /// <summary>A scheduler of a cluster of which nothing is known yet.</summary>
    public Scheduler Make()
    {
        var cluster = new ClusterState();
        var context = new PluginContext(cluster, replica, _client, time);
        var builder = new ProfileBuilder(plugins, context);
        return new Scheduler([.. configuration.Profiles.Select(builder.Build)], cluster, time) { Lifetime = [.. context.Lifetime] };
    }

    /// <summary>What carries its decisions out.</summary>
    public DecisionWriter MakeWriter(Scheduler scheduler) => new(scheduler, new RefusalWriter(_client, replica, time), events, replica, time, logger);
}
