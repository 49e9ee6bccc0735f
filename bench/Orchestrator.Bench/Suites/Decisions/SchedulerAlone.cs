using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Scheduling;
using Orchestrator.Grains.Scheduling.Configuration;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Preemption;
using Orchestrator.Grains.Scheduling.Reading;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Bench.Suites.Decisions;

/// <summary>A scheduler with the default plugins and nodes in three zones, over a replica that is empty.</summary>
internal sealed class SchedulerAlone : IDisposable
{
    private readonly PodReader _reader = new();
    private readonly Scheduler _scheduler;
    private readonly Profile _profile;

    public SchedulerAlone(int nodes)
    {
        var cluster = new ClusterState();
        _profile = Build(cluster);
        _scheduler = new Scheduler([_profile], cluster, TimeProvider.System);
        for (var i = 0; i < nodes; i++)
        {
            AddNode($"n{i}", $"z{i % 3}");
        }
    }

    /// <summary>A pod waits.</summary>
    public void Enqueue(Pod pod) => _scheduler.Enqueue(_reader.ReadPending(new ObjectKey("", "pods", pod.Metadata.Namespace!, pod.Metadata.Name!), pod), _profile);

    /// <summary>The next pod gets its node.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public void Decide()
    {
        if (!_scheduler.TryDecide(out var decision) || decision.Node is null)
        {
            throw new InvalidOperationException($"no node: {decision?.Reason}");
        }
    }

    public void Dispose() => _scheduler.Dispose();

    private static Profile Build(ClusterState cluster)
    {
        var services = new ServiceCollection();
        services.AddScheduling();
        var preemption = new PluginFactory("DefaultPreemption", context => new DefaultPreemption(context, _ => [], null!)); // every pod finds a node
        var factories = services.Select(service => service.ImplementationInstance).OfType<PluginFactory>().Append(preemption);
        var context = new PluginContext(cluster, new Replica(null!, NullLogger<Replica>.Instance), null!, TimeProvider.System);
        return new ProfileBuilder([.. factories], context).Build(ProfileConfiguration.Default);
    }

    private void AddNode(string name, string zone) => _scheduler.SetNode(name, node =>
    {
        node.Allocatable = new Resources { MilliCpu = 32_000, Memory = 64L << 30, EphemeralStorage = 100L << 30 };
        node.AllowedPods = 110;
        node.Labels = new Dictionary<string, string> { [PodKinds.Host] = name, [PodKinds.Zone] = zone };
    });
}
