using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Scheduling;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Tests.Scheduling.Plugins;

/// <summary>Which node is cleared for a pod, and when none is.</summary>
public class PreemptionTests
{
    private readonly SchedulerFixture _cluster = new();

    [Fact]
    public void Pods_of_lower_priority_make_room_where_they_are_the_smallest_loss()
    {
        _cluster.Node("a", cpu: 1000);
        _cluster.Node("b", cpu: 1000);
        Placed("important", "a", priority: 5);
        Placed("unimportant", "b", priority: 1);
        var decision = Decide(Pod("p", 10));
        decision.Node.ShouldBeNull();
        decision.Nominated.ShouldBe("b");
        decision.MakeRoom.ShouldNotBeNull();
        decision.Reason.ShouldBe("0/2 nodes are available: 2 Insufficient cpu.");
    }

    [Fact]
    public void Fewer_victims_are_a_smaller_loss_and_of_equal_ones_the_later_begun()
    {
        _cluster.Node("two", cpu: 1000);
        _cluster.Node("old", cpu: 1000);
        _cluster.Node("young", cpu: 1000);
        Placed("x", "two", cpu: 500, priority: 1);
        Placed("y", "two", cpu: 500, priority: 1);
        Placed("z", "old", priority: 1, began: 1);
        Placed("w", "young", priority: 1, began: 2);
        Decide(Pod("p", 10)).Nominated.ShouldBe("young");
    }

    [Fact]
    public void Nothing_of_equal_priority_goes()
    {
        _cluster.Node("a", cpu: 1000);
        Placed("other", "a", priority: 10);
        Decide(Pod("p", 10)).Reason.ShouldBe(
            "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.");
    }

    [Fact]
    public void A_pod_may_decline()
    {
        _cluster.Node("a", cpu: 1000);
        Placed("other", "a", priority: 1);
        Decide(Pod("p", 10) with { NeverPreempts = true }).Reason.ShouldBe(
            "0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never.");
    }

    [Fact]
    public void What_is_too_small_even_when_empty_is_not_cleared()
    {
        _cluster.Node("a", cpu: 500);
        Placed("other", "a", cpu: 400, priority: 1);
        Decide(Pod("p", 10)).Reason.ShouldEndWith("preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.");
    }

    [Fact]
    public void The_cleared_room_is_kept_for_the_pod()
    {
        _cluster.Node("a", cpu: 1000);
        Placed("other", "a", priority: 1);
        Decide(Pod("p", 10)).Nominated.ShouldBe("a");
        _cluster.Scheduler.Remove("uid-other");
        Decide(Pod("late", 5, cpu: 600)).Node.ShouldBeNull("it is reserved for another of higher priority");
        Decide(Pod("higher", 20, cpu: 100)).Node.ShouldBe("a");
        _cluster.Scheduler.Remove("uid-higher");
        _cluster.Time.Now += TimeSpan.FromMinutes(1);
        _cluster.Decide().ShouldSatisfyAllConditions(d => d.Pod.Key.Name.ShouldBe("p"), d => d.Node.ShouldBe("a"));
    }

    [Fact]
    public void Anti_affinity_is_solved_by_clearing_whom_it_is_about()
    {
        _cluster.Node("a");
        var anti = new Affinity { PodAntiAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = [new() { TopologyKey = "kubernetes.io/hostname", LabelSelector = new LabelSelector { MatchLabels = new() { ["app"] = "x" } } }] } };
        _cluster.Scheduler.Place(_cluster.Read(TestPods.Make("x", "app=x")), "a");
        _cluster.Scheduler.Place(_cluster.Read(TestPods.Make("y", "app=y")), "a");
        var decision = Decide(_cluster.Read(TestPods.Make("p", "app=p", spec => (spec.Affinity, spec.Priority) = (anti, 10))));
        decision.Nominated.ShouldBe("a");
        decision.Pod.RejectedBy.ShouldBe(["InterPodAffinity"]);
    }

    private Decision Decide(PodInfo pod)
    {
        _cluster.Enqueue(pod);
        return _cluster.Decide();
    }

    private PodInfo Pod(string name, int priority, long cpu = 1000) => SchedulerFixture.Info(name, Requirements(cpu), priority);

    private void Placed(string name, string node, long cpu = 1000, int priority = 0, int began = 0) =>
        _cluster.Scheduler.Place(Pod(name, priority, cpu) with { StartTime = DateTime.UnixEpoch.AddHours(began) }, node);

    private PodRequirements Requirements(long cpu) => _cluster.Requirements(cpu, 1);
}
