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
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Make.Pod(ns, "short", spec => Pin(spec, seconds: 1)), CancellationToken.None);
        await cluster.Client.CreateAsync(Make.Pod(ns, "long", spec => Pin(spec, seconds: 3600)), CancellationToken.None);
        await cluster.UntilAsync(() => cluster.Pods(ns).TrueForAll(PodState.IsReady), "both run");
        await cluster.SetReadyAsync("down", "Unknown");
        await cluster.UntilAsync(() => Taints("down").Count == 2, "the node is tainted");
        Taints("down").ShouldBe([("node.kubernetes.io/unreachable", "NoSchedule"), ("node.kubernetes.io/unreachable", "NoExecute")]);
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

    [Theory]
    [InlineData(null, 300)]
    [InlineData(10L, 10)]
    [InlineData(0L, 0)]
    public void Without_a_word_a_pod_stays_for_five_minutes(long? seconds, int expected)
    {
        var now = DateTime.UnixEpoch;
        var node = new Node { Spec = new NodeSpec { Taints = [new Taint { Key = NodeTaints.Unreachable, Effect = "NoExecute", TimeAdded = now }] } };
        var pod = Make.Pod("ns", "p");
        if (seconds is not null)
        {
            pod.Spec.Tolerations = [new Toleration { Key = NodeTaints.Unreachable, Operator = "Exists", Effect = "NoExecute", TolerationSeconds = seconds }];
        }

        EvictionDeadline.Of(pod, node, now).ShouldBe(now.AddSeconds(expected));
    }

    [Fact]
    public void A_toleration_without_a_limit_is_for_ever()
    {
        var node = new Node { Spec = new NodeSpec { Taints = [new Taint { Key = "k", Effect = "NoExecute" }] } };
        var pod = Make.Pod("ns", "p");
        EvictionDeadline.Of(pod, node, DateTime.UnixEpoch).ShouldBe(DateTime.UnixEpoch);
        pod.Spec.Tolerations = [new Toleration { Operator = "Exists" }];
        EvictionDeadline.Of(pod, node, DateTime.UnixEpoch).ShouldBeNull();
    }

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

    private List<(string Key, string Effect)> Taints(string node) =>
        [.. (cluster.Find<Node>(KnownResources.Nodes, null, node)!.Spec.Taints ?? []).Select(taint => (taint.Key, taint.Effect))];

    private static void Pin(PodSpec spec, long seconds)
    {
        spec.NodeSelector = new() { ["kubernetes.io/hostname"] = "down" };
        spec.Tolerations = [new Toleration { Key = NodeTaints.Unreachable, Operator = "Exists", Effect = "NoExecute", TolerationSeconds = seconds }];
    }
}
