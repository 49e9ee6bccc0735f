using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Queue;
using Orchestrator.Grains.Scheduling.Verdicts;

namespace Orchestrator.Grains.Tests.Scheduling;

/// <summary>When a pod that waits gets its turn.</summary>
public class QueueTests
{
    private readonly SchedulerFixture _cluster = new();

    [Fact]
    public void A_gated_pod_gets_no_turn_until_its_gates_open()
    {
        _cluster.Node("a");
        var pod = TestPods.Make("p", "app=x", spec => spec.SchedulingGates = [new PodSchedulingGate { Name = "wait" }]);
        _cluster.Enqueue(_cluster.Read(pod)).State.ShouldBe(PendingState.Gated);
        _cluster.Scheduler.TryDecide(out _).ShouldBeFalse();
        var open = TestPods.Make("p", "app=x");
        _cluster.Enqueue(_cluster.Read(open));
        _cluster.Decide().Node.ShouldBe("a");
    }

    [Fact]
    public void Only_what_can_help_wakes_a_pod()
    {
        _cluster.Node("a", cpu: 1000);
        _cluster.Place("other", "a", _cluster.Requirements(cpu: 900));
        _cluster.Enqueue("p", _cluster.Requirements(cpu: 500));
        _cluster.Decide().Node.ShouldBeNull();
        _cluster.Time.Now += TimeSpan.FromSeconds(20);
        _cluster.Scheduler.SetNode("a", n => n.Labels = new Dictionary<string, string>(), Grains.Scheduling.Framework.ClusterEventKinds.NodeLabels);
        _cluster.Scheduler.TryDecide(out _).ShouldBeFalse("labels are not what it lacks");
        _cluster.Node("small", cpu: 100);
        _cluster.Scheduler.TryDecide(out _).ShouldBeFalse("it would not fit on that node if it were empty");
        _cluster.Node("large", cpu: 2000);
        _cluster.Decide().Node.ShouldBe("large");
    }

    [Fact]
    public void When_nothing_else_waits_a_pod_that_something_helps_waits_a_tenth_of_its_backoff()
    {
        _cluster.Enqueue("p");
        _cluster.Decide().Node.ShouldBeNull();
        _cluster.Node("a");
        _cluster.Scheduler.TryDecide(out _).ShouldBeFalse();
        _cluster.Scheduler.Queue.NextDue.ShouldBe(_cluster.Time.Now + TimeSpan.FromSeconds(0.1));
        _cluster.Time.Now += TimeSpan.FromSeconds(0.1);
        _cluster.Decide().Node.ShouldBe("a");
        _cluster.Time.Now += TimeSpan.FromSeconds(10);
        _cluster.Scheduler.TryDecide(out _).ShouldBeFalse("it is not tried twice");
        _cluster.Scheduler.Queue.CountIn(PendingState.BackingOff).ShouldBe(0);
    }

    [Fact]
    public void While_others_wait_a_backoff_is_kept_however_important_the_pod_is()
    {
        _cluster.Enqueue("important", priority: 10);
        _cluster.Decide().Node.ShouldBeNull();
        _cluster.Node("a");
        _cluster.Enqueue("first");
        _cluster.Enqueue("second");
        _cluster.Time.Now += TimeSpan.FromSeconds(0.5);
        Enumerable.Range(0, 3).Select(_ => _cluster.Decide().Pod.Key.Name).ShouldBe(["first", "second", "important"]);
    }

    [Fact]
    public void A_pod_that_nothing_helps_is_tried_again_after_five_minutes()
    {
        _cluster.Node("a", cpu: 100);
        _cluster.Enqueue("p", _cluster.Requirements(cpu: 500));
        _cluster.Decide().Node.ShouldBeNull();
        _cluster.Time.Now += SchedulingQueue.Patience - TimeSpan.FromSeconds(1);
        _cluster.Scheduler.TryDecide(out _).ShouldBeFalse();
        _cluster.Scheduler.Queue.NextDue.ShouldBe(_cluster.Time.Now + TimeSpan.FromSeconds(1));
        _cluster.Time.Now += TimeSpan.FromSeconds(1);
        _cluster.Decide().Node.ShouldBeNull();
    }

    [Fact]
    public void The_verdict_tells_what_blocks_a_pod_where_and_what_it_waits_for()
    {
        _cluster.Node("a", cpu: 100);
        _cluster.Node("b", also: n => n.Taints = [new Grains.Scheduling.Model.Taint("k", "v", "NoSchedule")]);
        var pending = _cluster.Enqueue("p", _cluster.Requirements(cpu: 500));
        _cluster.Decide();
        var verdict = VerdictReader.Read(pending);
        verdict.ShouldSatisfyAllConditions(
            v => v.Pod.ShouldBe("default/p"),
            v => v.State.ShouldBe("Unschedulable"),
            v => v.Attempts.ShouldBe(1),
            v => v.Nodes.ShouldBe(2),
            v => v.Preemption.ShouldBe("preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling."),
            v => v.WaitsFor.ShouldContain("a pod leaves a node"),
            v => v.WaitsFor.ShouldContain("a node's taints change or it is uncordoned"));
        verdict.Plugins.Single(p => p.Plugin == "TaintToleration").ShouldSatisfyAllConditions(
            p => p.Samples.ShouldBe(["b"]), p => p.Nodes.ShouldBe(1), p => p.ResolvableByPreemption.ShouldBeFalse());
        verdict.Plugins.Single(p => p.Plugin == "NodeResourcesFit").Reason.ShouldBe("Insufficient cpu");
    }

    [Fact]
    public void A_daemon_pod_names_its_node()
    {
        _cluster.Node("a");
        _cluster.Node("b", cpu: 5);
        _cluster.Try(Daemon("a")).ShouldBe("a");
        _cluster.Try(Daemon("b")).ShouldStartWith("0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't satisfy plugin(s) [NodeAffinity].");
    }

    private PodInfo Daemon(string node) => _cluster.Read(TestPods.Make("daemon-" + node, "app=d", spec => spec.Affinity = new Affinity
    {
        NodeAffinity = new()
        {
            RequiredDuringSchedulingIgnoredDuringExecution = new() { NodeSelectorTerms = [new() { MatchFields = [new() { Key = "metadata.name", Operator = "In", Values = [node] }] }] },
        },
    }));
}
