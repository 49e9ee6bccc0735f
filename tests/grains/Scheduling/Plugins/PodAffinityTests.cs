using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Grains.Tests.Scheduling.Plugins;

/// <summary>Pod affinity and anti-affinity, as documented.</summary>
public class PodAffinityTests
{
    private const string Host = "kubernetes.io/hostname";
    private readonly SchedulerFixture _cluster = new();

    public PodAffinityTests()
    {
        Node("a1", "a");
        Node("a2", "a");
        Node("b1", "b");
    }

    [Fact]
    public void Required_affinity_goes_where_such_pods_are()
    {
        Placed("db", "b1", "app=db");
        _cluster.Try(Pod("p", "app=web", affinity: [Term("zone", "db")])).ShouldBe("b1");
        _cluster.Try(Pod("q", "app=web", affinity: [Term("zone", "cache")])).ShouldStartWith("0/3 nodes are available: 3 node(s) didn't match pod affinity rules. preemption: 0/3 nodes are available: 3 Preemption is not helpful");
    }

    [Fact]
    public void The_first_of_its_kind_may_go_anywhere_with_the_label()
    {
        _cluster.Node("bare");
        _cluster.Try(Pod("p", "app=web", affinity: [Term("zone", "web")])).ShouldBeOneOf("a1", "a2", "b1");
        Placed("first", "a1", "app=web");
        _cluster.Try(Pod("q", "app=web", affinity: [Term("zone", "web")])).ShouldBe("a2");
    }

    [Fact]
    public void Affinity_is_met_by_one_pod_that_matches_all_terms()
    {
        Placed("x", "a1", "app=x");
        Placed("y", "a1", "app=y");
        _cluster.Try(Pod("p", "app=p", affinity: [Term("zone", "x"), Term("zone", "y")])).ShouldStartWith("0/3");
    }

    [Fact]
    public void Anti_affinity_keeps_away_in_the_whole_domain()
    {
        Placed("db", "a1", "app=db");
        _cluster.Try(Pod("p", "app=web", anti: [Term("zone", "db")])).ShouldBe("b1");
        Placed("db2", "b1", "app=db");
        _cluster.Try(Pod("q", "app=web", anti: [Term("zone", "db")])).ShouldStartWith("0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules.");
        _cluster.Try(Pod("r", "app=web", anti: [Term(Host, "db")])).ShouldBe("a2");
    }

    [Fact]
    public void Pods_that_are_there_keep_others_away_too()
    {
        _cluster.Scheduler.Place(Pod("db", "app=db", anti: [Term("zone", "web")]), "a1");
        _cluster.Try(Pod("p", "app=web")).ShouldBe("b1");
        Cordon("b1");
        _cluster.Try(Pod("q", "app=web")).ShouldStartWith("0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn't satisfy existing pods anti-affinity rules.");
        _cluster.Try(Pod("r", "app=other")).ShouldBeOneOf("a1", "a2");
        _cluster.Scheduler.Remove("uid-db");
        _cluster.Try(Pod("s", "app=web")).ShouldBeOneOf("a1", "a2");
    }

    [Fact]
    public void Terms_mean_the_own_namespace_unless_they_say_otherwise()
    {
        Placed("db", "a1", "app=db", "other");
        _cluster.Try(Pod("p", "app=web", anti: [Term("zone", "db")])).ShouldNotStartWith("0/3");
        var named = Term("zone", "db");
        named.Namespaces = ["other"];
        _cluster.Try(Pod("q", "app=web", anti: [named])).ShouldBe("b1");
        var all = Term("zone", "db");
        all.NamespaceSelector = new LabelSelector();
        _cluster.Try(Pod("r", "app=web", anti: [all])).ShouldBe("b1");
    }

    [Fact]
    public void Match_label_keys_bring_in_the_pods_own_values()
    {
        Placed("old", "a1", "app=web,rev=1");
        var term = Term("zone", "web");
        term.MatchLabelKeys = ["rev"];
        _cluster.Try(Pod("p", "app=web,rev=1", anti: [term])).ShouldBe("b1");
        _cluster.Scheduler.Place(Pod("db", "app=db"), "b1");
        _cluster.Scheduler.Place(Pod("db2", "app=db"), "b1");
        _cluster.Try(Pod("q", "app=web,rev=2", anti: [term])).ShouldBeOneOf("a2");
    }

    [Fact]
    public void Preferences_of_either_side_count()
    {
        Placed("db", "b1", "app=db");
        _cluster.Try(Preferring("p", "app=web", "db", 100)).ShouldBe("b1");
        _cluster.Scheduler.Place(Preferring("shy", "app=shy", "loud", -100), "b1");
        _cluster.Scheduler.Place(Pod("filler", "app=x"), "a1");
        _cluster.Scheduler.Place(Pod("filler2", "app=x"), "a1");
        _cluster.Try(Pod("q", "app=loud")).ShouldBe("a2");
    }

    [Fact]
    public void A_pod_that_affinity_keeps_out_wakes_when_what_it_wants_comes()
    {
        _cluster.Enqueue(Pod("p", "app=web", affinity: [Term("zone", "db")]));
        _cluster.Decide().Node.ShouldBeNull();
        _cluster.Time.Now += TimeSpan.FromSeconds(30);
        Placed("cache", "a1", "app=cache");
        _cluster.Scheduler.TryDecide(out _).ShouldBeFalse("that is not what it wants");
        Placed("db", "b1", "app=db");
        _cluster.Decide().Node.ShouldBe("b1");
    }

    private void Node(string name, string zone) =>
        _cluster.Node(name, also: n => n.Labels = new Dictionary<string, string> { [Host] = name, ["zone"] = zone });

    private void Cordon(string name) =>
        _cluster.Node(name, also: n => (n.Labels, n.Unschedulable) = (new Dictionary<string, string> { [Host] = name, ["zone"] = "b" }, true));

    private void Placed(string name, string node, string labels, string ns = "default") => _cluster.Scheduler.Place(Pod(name, labels, ns: ns), node);

    private Grains.Scheduling.Model.PodInfo Preferring(string name, string labels, string app, int weight)
    {
        var terms = new List<WeightedPodAffinityTerm> { new() { Weight = Math.Abs(weight), PodAffinityTerm = Term("zone", app) } };
        var affinity = weight > 0
            ? new Affinity { PodAffinity = new() { PreferredDuringSchedulingIgnoredDuringExecution = terms } }
            : new Affinity { PodAntiAffinity = new() { PreferredDuringSchedulingIgnoredDuringExecution = terms } };
        return _cluster.Read(TestPods.Make(name, labels, spec => spec.Affinity = affinity));
    }

    private Grains.Scheduling.Model.PodInfo Pod(string name, string labels, List<PodAffinityTerm>? affinity = null, List<PodAffinityTerm>? anti = null, string ns = "default") =>
        _cluster.Read(TestPods.Make(name, labels, spec => spec.Affinity = new Affinity
        {
            PodAffinity = affinity is null ? null : new() { RequiredDuringSchedulingIgnoredDuringExecution = affinity },
            PodAntiAffinity = anti is null ? null : new() { RequiredDuringSchedulingIgnoredDuringExecution = anti },
        }, ns));

    private static PodAffinityTerm Term(string key, string app) => new() { TopologyKey = key, LabelSelector = new LabelSelector { MatchLabels = new() { ["app"] = app } } };
}
