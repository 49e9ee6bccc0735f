using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Policy.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Scheduling;
using Orchestrator.Grains.Scheduling.Configuration;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Preemption;
using Orchestrator.Grains.Scheduling.Queue;
using Orchestrator.Grains.Scheduling.Reading;
using Toleration = Orchestrator.Grains.Scheduling.Model.Toleration;

namespace Orchestrator.Grains.Tests.Scheduling;

/// <summary>A scheduler with the default plugins, with nodes and pods made by a line each.</summary>
internal sealed class SchedulerFixture
{
    private readonly PodReader _reader = new();
    private int _signatures;

    public SettableTime Time { get; } = new();

    public Scheduler Scheduler { get; }

    public Profile Profile { get; }

    /// <summary>Disruption budgets, to be added to.</summary>
    public List<PodDisruptionBudget> Budgets { get; } = [];

    /// <summary>Those that preemption would have had go.</summary>
    public List<Victims> Victims { get; } = [];

    public SchedulerFixture()
        : this(ProfileConfiguration.Default)
    {
    }

    public SchedulerFixture(ProfileConfiguration configuration)
    {
        var cluster = new ClusterState();
        Profile = TestPlugins.Build(configuration, cluster, Time, Budgets, Victims);
        Scheduler = new Scheduler([Profile], cluster, Time);
    }

    public void Node(string name, long cpu = 4000, long memory = 8L << 30, long pods = 110, Action<SchedulingNode>? also = null) =>
        Scheduler.SetNode(name, node =>
        {
            node.Allocatable = new Resources { MilliCpu = cpu, Memory = memory, EphemeralStorage = 100L << 30 };
            node.AllowedPods = pods;
            node.Labels = new Dictionary<string, string> { ["kubernetes.io/hostname"] = name };
            also?.Invoke(node);
        });

    public PodRequirements Requirements(long cpu = 100, long memory = 64L << 20) =>
        With(new Resources { MilliCpu = cpu, Memory = memory });

    public PodRequirements With(
        Resources requests = default,
        KeyValuePair<string, string>[]? selector = null,
        NodeTerm[]? required = null,
        PreferredNodeTerm[]? preferred = null,
        Toleration[]? tolerations = null,
        HostPort[]? ports = null) => new()
        {
            Signature = $"{_signatures++}",
            Requests = requests,
            ScoringRequests = requests,
            NodeSelector = selector ?? [],
            RequiredTerms = required,
            PreferredTerms = preferred ?? [],
            Tolerations = tolerations ?? [],
            HostPorts = ports ?? [],
        };

    public static PodInfo Info(string name, PodRequirements requirements, int priority = 0) =>
        new(new ObjectKey("", "pods", "default", name), "uid-" + name, requirements, Traits) { Priority = priority };

    /// <summary>A pod as it would be read from the API.</summary>
    public PodInfo Read(Pod pod)
    {
        pod.Metadata.Uid ??= "uid-" + pod.Metadata.Name;
        return _reader.ReadPending(new ObjectKey("", "pods", pod.Metadata.Namespace ?? "default", pod.Metadata.Name!), pod);
    }

    public PendingPod Enqueue(string name, PodRequirements? requirements = null, int priority = 0) =>
        Enqueue(Info(name, requirements ?? Requirements(), priority));

    public PendingPod Enqueue(PodInfo pod)
    {
        Scheduler.Enqueue(pod, Profile);
        Scheduler.Queue.TryGet(pod.Uid, out var pending).ShouldBeTrue();
        return pending!;
    }

    public void Place(string name, string node, PodRequirements requirements, int priority = 0) => Scheduler.Place(Info(name, requirements, priority), node);

    public Decision Decide()
    {
        Scheduler.TryDecide(out var decision).ShouldBeTrue();
        return decision!;
    }

    /// <summary>Where a pod with these requirements would go, or why nowhere.</summary>
    public string Try(PodRequirements requirements) => Try(Info("try-" + requirements.Signature, requirements));

    /// <summary>Where the pod would go, or why nowhere.</summary>
    public string Try(PodInfo pod)
    {
        Enqueue(pod);
        var decision = Decide();
        Scheduler.Remove(pod.Uid);
        return decision.Node ?? decision.Reason;
    }

    private static readonly PodTraits Traits = new("default", new Dictionary<string, string>());

    public sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
