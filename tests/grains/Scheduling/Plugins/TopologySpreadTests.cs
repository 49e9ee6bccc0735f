using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Tests.Scheduling.Plugins;

/// <summary>Topology spread constraints, as documented.</summary>
public class TopologySpreadTests
{
    private const string Host = "kubernetes.io/hostname";
    private readonly SchedulerFixture _cluster = new();

    public TopologySpreadTests()
    {
        Node("a1", "a");
        Node("a2", "a");
        Node("b1", "b");
    }

    [Fact]
    public void No_domain_gets_further_ahead_than_the_skew()
    {
        Placed("p1", "a1");
        _cluster.Try(Pod("p2", Constraint("zone"))).ShouldBe("b1");
        Placed("p2", "b1");
        Placed("p3", "a2");
        _cluster.Try(Pod("p4", Constraint("zone"))).ShouldBe("b1");
        _cluster.Node("b1", also: n => (n.Labels, n.Unschedulable) = (Labels("b1", "b"), true));
        _cluster.Try(Pod("p5", Constraint("zone"))).ShouldStartWith("0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn't match pod topology spread constraints.");
        _cluster.Try(Pod("p6", Constraint("zone", skew: 2))).ShouldBeOneOf("a1", "a2");
    }

    [Fact]
    public void Nodes_without_the_label_are_out()
    {
        _cluster.Node("bare", cpu: 100_000);
        _cluster.Try(Pod("p", Constraint("zone"))).ShouldNotBe("bare");
        _cluster.Try(Pod("q", Constraint("rack"))).ShouldStartWith("0/4 nodes are available: 4 node(s) didn't match pod topology spread constraints (missing required label).");
    }

    [Fact]
    public void With_too_few_domains_the_emptiest_counts_as_empty()
    {
        Placed("p1", "a1");
        Placed("p2", "b1");
        _cluster.Try(Pod("p3", Constraint("zone"))).ShouldNotStartWith("0/3");
        _cluster.Try(Pod("p4", Constraint("zone", minDomains: 3))).ShouldStartWith("0/3");
        Node("c1", "c");
        _cluster.Try(Pod("p5", Constraint("zone", minDomains: 3))).ShouldBe("c1");
    }

    [Fact]
    public void Pods_that_terminate_do_not_count()
    {
        Placed("p1", "a1");
        var leaving = TestPods.Make("p1", "app=web");
        leaving.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        _cluster.Scheduler.Place(_cluster.Read(leaving), "a1");
        Placed("p2", "b1");
        _cluster.Try(Pod("p3", Constraint("zone"))).ShouldBeOneOf("a1", "a2");
    }

    [Fact]
    public void Nodes_that_the_pod_excludes_do_not_count_unless_it_says_so()
    {
        Placed("p1", "a1");
        var onlyA = new Dictionary<string, string> { ["zone"] = "a" };
        _cluster.Try(Pod("p2", Constraint("zone"), onlyA)).ShouldBeOneOf("a1", "a2");
        var ignoring = Constraint("zone");
        ignoring.NodeAffinityPolicy = "Ignore";
        _cluster.Try(Pod("p3", ignoring, onlyA)).ShouldStartWith("0/3");
    }

    [Fact]
    public void Tainted_nodes_count_unless_it_says_otherwise()
    {
        _cluster.Node("b1", also: n => (n.Labels, n.Taints) = (Labels("b1", "b"), [new Grains.Scheduling.Model.Taint("k", "v", "NoSchedule")]));
        Placed("p1", "a1");
        _cluster.Try(Pod("p2", Constraint("zone"))).ShouldStartWith("0/3");
        var honoring = Constraint("zone");
        honoring.NodeTaintsPolicy = "Honor";
        _cluster.Try(Pod("p3", honoring)).ShouldBeOneOf("a1", "a2");
    }

    [Fact]
    public void A_soft_constraint_prefers_the_emptier_domain()
    {
        Placed("p1", "a1");
        Placed("p2", "a2");
        for (var i = 0; i < 4; i++)
        {
            _cluster.Scheduler.Place(_cluster.Read(TestPods.Make($"other{i}", "app=other", cpu: "500m")), "b1");
        }

        var soft = Constraint("zone");
        soft.WhenUnsatisfiable = "ScheduleAnyway";
        _cluster.Try(_cluster.Read(TestPods.Make("plain", "app=web"))).ShouldNotBe("b1");
        _cluster.Try(Pod("spread", soft)).ShouldBe("b1");
    }

    [Fact]
    public void Match_label_keys_count_the_own_revision_alone()
    {
        _cluster.Scheduler.Place(_cluster.Read(TestPods.Make("old", "app=web,rev=1")), "b1");
        Placed("new", "a1", "app=web,rev=2");
        var constraint = Constraint("zone");
        constraint.MatchLabelKeys = ["rev"];
        _cluster.Try(_cluster.Read(TestPods.Make("p", "app=web,rev=2", spec => spec.TopologySpreadConstraints = [constraint]))).ShouldBe("b1");
    }

    private void Node(string name, string zone) => _cluster.Node(name, also: n => n.Labels = Labels(name, zone));

    private static Dictionary<string, string> Labels(string name, string zone) => new() { [Host] = name, ["zone"] = zone };

    private void Placed(string name, string node, string labels = "app=web") => _cluster.Scheduler.Place(_cluster.Read(TestPods.Make(name, labels)), node);

    private PodInfo Pod(string name, TopologySpreadConstraint constraint, Dictionary<string, string>? selector = null) =>
        _cluster.Read(TestPods.Make(name, "app=web", spec => (spec.TopologySpreadConstraints, spec.NodeSelector) = ([constraint], selector)));

    private static TopologySpreadConstraint Constraint(string key, int skew = 1, int? minDomains = null) => new()
    {
        TopologyKey = key,
        MaxSkew = skew,
        MinDomains = minDomains,
        WhenUnsatisfiable = "DoNotSchedule",
        LabelSelector = new LabelSelector { MatchLabels = new() { ["app"] = "web" } },
    };
}
