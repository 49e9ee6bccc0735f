using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Nodes;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.Nodes;

public class NodeLifecycleControllerTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task Pods_leave_a_node_that_is_down_after_the_time_they_tolerate_it()
    {
        await cluster.AddNodeAsync("down");
        await cluster.AddNodeAsync("up");
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Make.Pod(ns, "short", spec => Pin(spec, seconds: 1)), CancellationToken.None);
        await cluster.Client.CreateAsync(Make.Pod(ns, "long", spec => Pin(spec, seconds: 3600)), CancellationToken.None);
        await cluster.UntilAsync(() => cluster.Pods(ns).TrueForAll(PodState.IsReady), "both run");
        await cluster.SetReadyAsync("down", "Unknown");
        await cluster.UntilAsync(() => Taints("down").Count == 2, "the node is tainted");
        Taints("down").ShouldBe([("node.kubernetes.io/unreachable", "NoSchedule"), ("node.kubernetes.io/unreachable", "NoExecute")]);
        await cluster.UntilAsync(() => Reasons("down").Contains("NodeNotReady"), "an event tells");
        await cluster.UntilAsync(() => cluster.Find<Pod>(KnownResources.Pods, ns, "short") is null, "the one leaves");
        await cluster.UntilAsync(() => !PodState.IsReady(cluster.Find<Pod>(KnownResources.Pods, ns, "long")!), "the other stays, not ready");
        await cluster.SetReadyAsync("down", "True");
        await cluster.UntilAsync(() => Taints("down").Count == 0, "the taints go with their reason");
    }

    [Fact]
    public async Task A_cordoned_node_is_tainted()
    {
        await cluster.AddNodeAsync("cordoned");
        await cluster.PatchAsync(KnownResources.Nodes.Key(null, "cordoned"), "{'spec':{'unschedulable':true}}");
        await cluster.UntilAsync(() => Taints("cordoned") is [("node.kubernetes.io/unschedulable", "NoSchedule")], "the taint is there");
    }

    [Fact]
    public async Task A_new_node_is_registered_and_has_the_older_names_of_its_labels()
    {
        await cluster.AddNodeAsync("new", also: node => node.Metadata.Labels!["kubernetes.io/arch"] = "amd64");
        var node = cluster.Find<Node>(KnownResources.Nodes, null, "new")!;
        node.Metadata.Labels!["beta.kubernetes.io/arch"].ShouldBe("amd64");
        node.Metadata.Annotations![NodeTtl.Annotation].ShouldBe("0");
        await cluster.UntilAsync(() => Reasons("new").Contains("RegisteredNode"), "an event tells");
    }

    [Theory]
    [InlineData(null, 5, "0")]
    [InlineData("0", 95, null)]
    [InlineData("0", 101, "15")]
    [InlineData("15", 95, null)]
    [InlineData("15", 89, "0")]
    [InlineData("60", 5000, "300")]
    public void The_trust_of_kubelets_follows_the_size_of_the_cluster_with_some_slack(string? present, int nodes, string? wanted) =>
        NodeTtl.Wanted(present, nodes).ShouldBe(wanted);

    [Fact]
    public void A_node_that_has_told_nothing_yet_takes_no_pods_and_drives_none_out() =>
        NodeTaints.Wanted(new Node(), DateTime.UnixEpoch)!.Select(taint => (taint.Key, taint.Effect)).ShouldBe([(NodeTaints.NotReady, "NoSchedule")]);

    [Fact]
    public void Taints_of_others_stay_as_they_are()
    {
        var node = new Node
        {
            Spec = new NodeSpec { Taints = [new Taint { Key = "mine", Effect = "NoSchedule" }, new Taint { Key = NodeTaints.NotReady, Effect = "NoSchedule" }] },
            Status = new NodeStatus { Conditions = [new NodeCondition { Type = "Ready", Status = "True" }, new NodeCondition { Type = "DiskPressure", Status = "True" }] },
        };
        NodeTaints.Wanted(node, DateTime.UnixEpoch)!.Select(taint => taint.Key).ShouldBe(["mine", "node.kubernetes.io/disk-pressure"]);
    }

    private List<string?> Reasons(string node) =>
        cluster.All<Event>(KnownResources.Events, "default").FindAll(told => told.InvolvedObject.Name == node).ConvertAll(told => told.Reason);

    private List<(string Key, string Effect)> Taints(string node) =>
        [.. (cluster.Find<Node>(KnownResources.Nodes, null, node)!.Spec.Taints ?? []).Select(taint => (taint.Key, taint.Effect))];

    private static void Pin(PodSpec spec, long seconds)
    {
        spec.NodeSelector = new() { ["kubernetes.io/hostname"] = "down" };
        spec.Tolerations = [new Toleration { Key = NodeTaints.Unreachable, Operator = "Exists", Effect = "NoExecute", TolerationSeconds = seconds }];
    }
}
