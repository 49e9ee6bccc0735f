using Orchestrator.Api.Objects;
using Orchestrator.Grains.Scheduling;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Queue;

namespace Orchestrator.Grains.Tests.Scheduling;

/// <summary>A scheduler with nodes and pods made by a line each.</summary>
internal sealed class SchedulerFixture
{
    private int _signatures;

    public SettableTime Time { get; } = new();

    public Scheduler Scheduler { get; }

    public SchedulerFixture() => Scheduler = new Scheduler(Profile.Default, Time);

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

    public PendingPod Enqueue(string name, PodRequirements? requirements = null, int priority = 0)
    {
        var pod = new PendingPod(new ObjectKey("", "pods", "default", name), "uid-" + name, priority, requirements ?? Requirements());
        Scheduler.Enqueue(pod);
        return pod;
    }

    public Decision Decide()
    {
        Scheduler.TryDecide(out var decision).ShouldBeTrue();
        return decision!;
    }

    /// <summary>Where a pod with these requirements would go, or why nowhere.</summary>
    public string Try(PodRequirements requirements)
    {
        var pod = Enqueue("try-" + requirements.Signature, requirements);
        var decision = Decide();
        Scheduler.Remove(pod.Uid);
        return decision.Node ?? decision.Reason;
    }

    public sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
