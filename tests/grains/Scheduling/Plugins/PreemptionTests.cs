using System.Text.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Scheduling;
using Orchestrator.Grains.Scheduling.Configuration;
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
        var anti = AntiAffinity("x");
        _cluster.Scheduler.Place(_cluster.Read(TestPods.Make("x", "app=x")), "a");
        _cluster.Scheduler.Place(_cluster.Read(TestPods.Make("y", "app=y")), "a");
        var decision = Decide(_cluster.Read(TestPods.Make("p", "app=p", spec => (spec.Affinity, spec.Priority) = (anti, 10))));
        decision.Nominated.ShouldBe("a");
        decision.Pod.RejectedBy.ShouldBe(["InterPodAffinity"]);
    }

    [Fact]
    public void A_term_that_a_victim_carries_twice_goes_with_it()
    {
        _cluster.Node("a");
        var anti = AntiAffinity("p");
        anti.PodAntiAffinity!.RequiredDuringSchedulingIgnoredDuringExecution!.Add(anti.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution[0]);
        _cluster.Scheduler.Place(_cluster.Read(TestPods.Make("x", "app=x", spec => spec.Affinity = anti)), "a");
        Decide(_cluster.Read(TestPods.Make("p", "app=p", spec => spec.Priority = 10))).Nominated.ShouldBe("a");
    }

    [Fact]
    public async Task Room_that_cannot_help_any_more_is_given_up()
    {
        _cluster.Node("a", cpu: 1000);
        Placed("other", "a", priority: 1);
        await Decide(Pod("p", 10)).MakeRoom!(CancellationToken.None);
        _cluster.Node("a", cpu: 500);
        _cluster.Scheduler.Remove("uid-other");
        Decide(Pod("small", 5, cpu: 400)).Node.ShouldBeNull("room is kept for another");
        _cluster.Time.Now += TimeSpan.FromMinutes(1);
        _cluster.Decide().ShouldSatisfyAllConditions(d => d.Pod.Key.Name.ShouldBe("p"), d => d.Nominated.ShouldBeNull(), d => d.Pod.NominatedNode.ShouldBeNull());
        _cluster.Time.Now += TimeSpan.FromMinutes(1);
        _cluster.Decide().Pod.Key.Name.ShouldBe("p", "it hears of the room as well, once");
        _cluster.Decide().ShouldSatisfyAllConditions(d => d.Pod.Key.Name.ShouldBe("small"), d => d.Node.ShouldBe("a"));
    }

    [Fact]
    public void Room_that_a_pod_does_not_need_any_more_wakes_others()
    {
        _cluster.Node("a", cpu: 1000);
        Placed("other", "a", priority: 1);
        Decide(Pod("p", 10)).Nominated.ShouldBe("a");
        Placed("higher", "a", cpu: 100, priority: 20);
        _cluster.Scheduler.Remove("uid-other");
        Decide(Pod("small", 5, cpu: 400)).Node.ShouldBeNull("room is kept for another");
        _cluster.Node("b", cpu: 1000);
        _cluster.Time.Now += TimeSpan.FromMinutes(1);
        _cluster.Decide().ShouldSatisfyAllConditions(d => d.Pod.Key.Name.ShouldBe("p"), d => d.Node.ShouldBe("b"));
        _cluster.Time.Now += TimeSpan.FromMinutes(1);
        _cluster.Decide().ShouldSatisfyAllConditions(d => d.Pod.Key.Name.ShouldBe("small"), d => d.Node.ShouldBe("a"));
    }

    [Theory]
    [InlineData("PreemptionByScheduler", "not eligible due to a terminating pod on the nominated node.")]
    [InlineData("DeletionByTaintManager", null)]
    public async Task Only_victims_that_are_on_their_way_are_waited_for(string reason, string? message)
    {
        _cluster.Node("a", cpu: 1000);
        Placed("other", "a", priority: 1);
        var decision = Decide(Pod("p", 10));
        await decision.MakeRoom!(CancellationToken.None);
        var victim = TestPods.Make("other", "a=b", spec => spec.Priority = 1, cpu: "1000m");
        victim.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        victim.Status.Conditions = [new PodCondition { Type = "DisruptionTarget", Status = "True", Reason = reason }];
        _cluster.Scheduler.Place(_cluster.Read(victim), "a");
        _cluster.Time.Now += TimeSpan.FromMinutes(10);
        var again = _cluster.Decide();
        again.Nominated.ShouldBe(message is null ? "a" : null);
        again.Reason.ShouldEndWith(message ?? "Insufficient cpu.");
        again.Pod.NominatedNode.ShouldBe("a");
    }

    [Fact]
    public void Budgets_are_kept_even_if_more_nodes_have_to_be_looked_at()
    {
        var args = JsonDocument.Parse("{\"minCandidateNodesPercentage\":10,\"minCandidateNodesAbsolute\":2}").RootElement;
        var cluster = new SchedulerFixture(ProfileConfiguration.Default with { Args = new Dictionary<string, JsonElement> { ["DefaultPreemption"] = args } });
        cluster.Budgets.Add(new() { Metadata = new() { Namespace = "default" }, Spec = new() { Selector = new() { MatchLabels = new() { ["app"] = "protected" } } } });
        for (var i = 0; i < 10; i++)
        {
            cluster.Node($"n{i}", cpu: 1000);
            cluster.Scheduler.Place(cluster.Read(TestPods.Make($"p{i}", i == 7 ? "app=other" : "app=protected", spec => spec.Priority = i == 7 ? 5 : 1, cpu: "1000m")), $"n{i}");
        }

        cluster.Enqueue(cluster.Read(TestPods.Make("p", "app=p", spec => spec.Priority = 10, cpu: "1000m")));
        cluster.Decide().Nominated.ShouldBe("n7");
    }

    [Fact]
    public void Nobody_counts_on_the_affinity_to_a_pod_that_may_never_come()
    {
        _cluster.Node("a", cpu: 1000);
        _cluster.Node("b", cpu: 100);
        Placed("other", "a", cpu: 900, priority: 1);
        Decide(_cluster.Read(TestPods.Make("nominated", "app=x", spec => spec.Priority = 10, cpu: "500m"))).Nominated.ShouldBe("a");
        _cluster.Scheduler.Remove("uid-other");
        var near = new Affinity { PodAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = [Term("x")] } };
        Decide(_cluster.Read(TestPods.Make("follows", "app=y", spec => (spec.Affinity, spec.Priority) = (near, 10)))).Reason.ShouldStartWith("0/2 nodes are available: 2 node(s) didn't match pod affinity rules.");
        Decide(_cluster.Read(TestPods.Make("keeps-away", "app=z", spec => (spec.Affinity, spec.Priority) = (AntiAffinity("x"), 10)))).Node.ShouldBe("b");
    }

    private static PodAffinityTerm Term(string app) => new() { TopologyKey = "kubernetes.io/hostname", LabelSelector = new LabelSelector { MatchLabels = new() { ["app"] = app } } };

    private static Affinity AntiAffinity(string app) => new() { PodAntiAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = [Term(app)] } };

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
