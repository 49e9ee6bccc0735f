using System.Diagnostics;
using Orchestrator.Grains.Scheduling.Model;
using Xunit.Abstractions;

namespace Orchestrator.Grains.Tests.Scheduling;

public class SchedulerTests(ITestOutputHelper output)
{
    private readonly SchedulerFixture _cluster = new();

    [Fact]
    public void Pods_spread_over_equal_nodes()
    {
        for (var i = 0; i < 10; i++)
        {
            _cluster.Node($"n{i}");
        }

        var requirements = _cluster.Requirements();
        var nodes = Enumerable.Range(0, 50).Select(i => _cluster.Enqueue($"p{i}", requirements)).ToList().ConvertAll(_ => _cluster.Decide().Node);
        nodes.GroupBy(n => n).ShouldAllBe(g => g.Count() == 5);
    }

    [Fact]
    public void The_emptier_node_is_preferred()
    {
        _cluster.Node("full");
        _cluster.Node("empty");
        _cluster.Place("other", "full", _cluster.Requirements(cpu: 3000, memory: 6L << 30));
        _cluster.Try(_cluster.Requirements()).ShouldBe("empty");
    }

    [Fact]
    public void Preferences_of_pod_and_node_count()
    {
        _cluster.Node("plain");
        _cluster.Node("liked", also: n => n.Labels = new Dictionary<string, string> { ["zone"] = "a" });
        _cluster.Node("avoided", also: n => n.Taints = [new Taint("k", "v", Taint.PreferNoSchedule)]);
        _cluster.Place("other", "plain", _cluster.Requirements(cpu: 1000, memory: 1L << 30));
        _cluster.Try(_cluster.Requirements()).ShouldBe("liked");
        var zone = new NodeTerm([new NodeRequirement("zone", IsField: false, "In", ["a"])]);
        _cluster.Try(_cluster.With(preferred: [new PreferredNodeTerm(1, zone)])).ShouldBe("liked");
    }

    [Fact]
    public void Higher_priority_goes_first_then_the_older()
    {
        _cluster.Node("a");
        _cluster.Enqueue("first");
        _cluster.Enqueue("second");
        _cluster.Enqueue("important", priority: 10);
        Enumerable.Range(0, 3).Select(_ => _cluster.Decide().Pod.Key.Name).ShouldBe(["important", "first", "second"]);
    }

    [Fact]
    public void An_unschedulable_pod_waits_for_what_can_help()
    {
        _cluster.Node("a", cpu: 1000);
        _cluster.Place("other", "a", _cluster.Requirements(cpu: 800));
        _cluster.Enqueue("p", _cluster.Requirements(cpu: 500));
        _cluster.Decide().Node.ShouldBeNull();
        _cluster.Time.Now += TimeSpan.FromMinutes(1);
        _cluster.Scheduler.TryDecide(out _).ShouldBeFalse();
        _cluster.Scheduler.Remove("uid-other");
        _cluster.Decide().Node.ShouldBe("a");
    }

    [Fact]
    public void Retries_back_off()
    {
        _cluster.Node("a");
        _cluster.Enqueue("p");
        _cluster.Scheduler.Forget(_cluster.Decide());
        _cluster.Scheduler.TryDecide(out _).ShouldBeFalse("the first backoff is 1 s");
        _cluster.Scheduler.Queue.NextDue.ShouldBe(_cluster.Time.Now + TimeSpan.FromSeconds(1));
        _cluster.Time.Now += TimeSpan.FromSeconds(1);
        _cluster.Decide().Node.ShouldBe("a");
    }

    [Fact]
    public void A_refused_binding_frees_what_was_assumed()
    {
        _cluster.Node("a", cpu: 1000);
        var big = _cluster.Requirements(cpu: 1000);
        _cluster.Enqueue("p", big);
        var decision = _cluster.Decide();
        decision.Node.ShouldBe("a");
        _cluster.Scheduler.Forget(decision);
        _cluster.Time.Now += TimeSpan.FromSeconds(1);
        _cluster.Decide().Node.ShouldBe("a");
        _cluster.Scheduler.State.Nodes[0].Pods.Count.ShouldBe(1);
    }

    [Fact]
    public void A_pod_that_went_meanwhile_is_not_tried_again()
    {
        _cluster.Node("a");
        var pod = _cluster.Enqueue("p");
        var decision = _cluster.Decide();
        _cluster.Scheduler.Remove(pod.Uid);
        _cluster.Scheduler.Forget(decision);
        _cluster.Time.Now += TimeSpan.FromHours(1);
        _cluster.Scheduler.TryDecide(out _).ShouldBeFalse();
        _cluster.Scheduler.State.Nodes[0].Pods.Count.ShouldBe(0);
    }

    [Fact]
    public void Node_changes_are_seen_by_rankings_already_made()
    {
        _cluster.Node("a");
        var requirements = _cluster.Requirements();
        _cluster.Try(requirements).ShouldBe("a");
        _cluster.Node("a", also: n => n.Unschedulable = true);
        _cluster.Node("b");
        _cluster.Try(requirements).ShouldBe("b");
        _cluster.Scheduler.RemoveNode("b");
        _cluster.Try(requirements).ShouldStartWith("0/1 nodes are available: 1 node(s) were unschedulable.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Ten_thousand_pods_on_a_thousand_nodes_fill_them_evenly(int kinds)
    {
        for (var i = 0; i < 1000; i++)
        {
            _cluster.Node($"n{i}");
        }

        var requirements = Enumerable.Range(0, kinds).Select(_ => _cluster.Requirements()).ToArray();
        for (var i = 0; i < 10_000; i++)
        {
            _cluster.Enqueue($"p{i}", requirements[i % kinds]);
        }

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 10_000; i++)
        {
            _cluster.Decide().Node.ShouldNotBeNull();
        }

        output.WriteLine($"{kinds} kinds of pods: {watch.Elapsed.TotalMilliseconds:F0} ms for 10,000 decisions on 1,000 nodes");
        _cluster.Scheduler.State.Nodes.ShouldAllBe(n => n.Pods.Count == 10);
    }
}
