using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Tests.Scheduling.Plugins;

/// <summary>Which nodes each filter lets through, and the words for the rest.</summary>
public class NodeFilterTests
{
    private readonly SchedulerFixture _cluster = new();

    [Fact]
    public void A_cordoned_node_takes_only_those_who_tolerate_it()
    {
        _cluster.Node("a", also: n => n.Unschedulable = true);
        _cluster.Try(_cluster.With()).ShouldBe("0/1 nodes are available: 1 node(s) were unschedulable. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.");
        _cluster.Try(_cluster.With(tolerations: [new Toleration("", "Exists", "", "", null)])).ShouldBe("a");
    }

    [Theory]
    [InlineData("NoSchedule", "k", "Equal", "v", "NoSchedule", true)]
    [InlineData("NoSchedule", "k", "", "v", "", true)]
    [InlineData("NoSchedule", "k", "Exists", "", "", true)]
    [InlineData("NoSchedule", "", "Exists", "", "", true)]
    [InlineData("NoExecute", "k", "Exists", "", "NoExecute", true)]
    [InlineData("NoSchedule", "k", "Exists", "", "NoExecute", false)]
    [InlineData("NoSchedule", "k", "Equal", "other", "", false)]
    [InlineData("NoSchedule", "other", "Exists", "", "", false)]
    [InlineData("PreferNoSchedule", "other", "Exists", "", "", true)]
    public void Taints_keep_out_those_who_do_not_tolerate_them(string effect, string key, string op, string value, string tolerated, bool fits)
    {
        _cluster.Node("a", also: n => n.Taints = [new Taint("k", "v", effect)]);
        _cluster.Try(_cluster.With(tolerations: [new Toleration(key, op, value, tolerated, null)]))
            .ShouldStartWith(fits ? "a" : "0/1 nodes are available: 1 node(s) had untolerated taint(s).");
    }

    [Theory]
    [InlineData("In", "ssd,nvme", true)]
    [InlineData("In", "hdd", false)]
    [InlineData("NotIn", "hdd", true)]
    [InlineData("NotIn", "ssd", false)]
    [InlineData("Exists", "", true)]
    [InlineData("DoesNotExist", "", false)]
    public void Node_affinity_compares_labels(string op, string values, bool fits)
    {
        _cluster.Node("a", also: n => n.Labels = new Dictionary<string, string> { ["disk"] = "ssd" });
        var term = new NodeTerm([new NodeRequirement("disk", IsField: false, op, values.Split(',', StringSplitOptions.RemoveEmptyEntries))]);
        _cluster.Try(_cluster.With(required: [term])).ShouldStartWith(fits ? "a" : "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.");
    }

    [Theory]
    [InlineData("Gt", "7", true)]
    [InlineData("Gt", "8", false)]
    [InlineData("Lt", "9", true)]
    [InlineData("Lt", "x", false)]
    public void Node_affinity_compares_numbers(string op, string value, bool fits)
    {
        _cluster.Node("a", also: n => n.Labels = new Dictionary<string, string> { ["cores"] = "8" });
        var term = new NodeTerm([new NodeRequirement("cores", IsField: false, op, [value])]);
        (_cluster.Try(_cluster.With(required: [term])) == "a").ShouldBe(fits);
    }

    [Fact]
    public void Terms_are_alternatives_and_fields_name_the_node()
    {
        _cluster.Node("a");
        _cluster.Node("b");
        var nowhere = new NodeTerm([new NodeRequirement("none", IsField: false, "Exists", [])]);
        var b = new NodeTerm([new NodeRequirement("metadata.name", IsField: true, "In", ["b"])]);
        _cluster.Try(_cluster.With(required: [nowhere, b])).ShouldBe("b");
        _cluster.Try(_cluster.With(required: [])).ShouldStartWith("0/2 nodes are available: 2 node(s) didn't match");
        _cluster.Try(_cluster.With(selector: [new("kubernetes.io/hostname", "a")])).ShouldBe("a");
    }

    [Fact]
    public void Resources_must_be_free()
    {
        _cluster.Node("a", cpu: 1000, memory: 1 << 30, pods: 2);
        _cluster.Try(_cluster.With(new Resources { MilliCpu = 1000, Memory = 1 << 30 })).ShouldBe("a");
        _cluster.Try(_cluster.With(new Resources { MilliCpu = 1001, Memory = (1 << 30) + 1 }))
            .ShouldStartWith("0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory.");
        _cluster.Try(_cluster.With(new Resources { Extended = new Dictionary<string, long> { ["example.com/gpu"] = 1 } }))
            .ShouldStartWith("0/1 nodes are available: 1 Insufficient example.com/gpu.");
    }

    [Fact]
    public void A_node_takes_no_more_pods_than_allowed()
    {
        _cluster.Node("a", pods: 1);
        _cluster.Place("other", "a", _cluster.With());
        _cluster.Try(_cluster.With()).ShouldBe("0/1 nodes are available: 1 Too many pods. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.");
    }

    [Theory]
    [InlineData("0.0.0.0", "TCP", 80, false)]
    [InlineData("10.0.0.1", "TCP", 80, false)]
    [InlineData("10.0.0.2", "TCP", 80, true)]
    [InlineData("10.0.0.1", "UDP", 80, true)]
    [InlineData("10.0.0.1", "TCP", 81, true)]
    public void Host_ports_are_taken_once(string ip, string protocol, int port, bool fits)
    {
        _cluster.Node("a");
        _cluster.Place("other", "a", _cluster.With(ports: [new HostPort("10.0.0.1", "TCP", 80)]));
        _cluster.Try(_cluster.With(ports: [new HostPort(ip, protocol, port)]))
            .ShouldStartWith(fits ? "a" : "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.");
    }

    [Fact]
    public void Reasons_are_counted_over_all_nodes()
    {
        _cluster.Node("a", cpu: 100);
        _cluster.Node("b", also: n => n.Taints = [new Taint("k", "v", "NoSchedule")]);
        _cluster.Node("c", also: n => n.Taints = [new Taint("k", "v", "NoSchedule")]);
        _cluster.Try(_cluster.Requirements(cpu: 500)).ShouldBe(
            "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint(s). preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.");
    }

    [Fact]
    public void Without_nodes_it_says_so() => _cluster.Try(_cluster.With()).ShouldStartWith("no nodes available to schedule pods");
}
