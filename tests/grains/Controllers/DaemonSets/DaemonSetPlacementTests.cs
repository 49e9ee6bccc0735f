using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.DaemonSets;

public class DaemonSetPlacementTests(ControlPlaneFixture cluster) : DaemonSetCases(cluster)
{
    [Fact]
    public async Task Each_node_has_one_pod_and_the_scheduler_binds_it()
    {
        var ns = await CreateAsync(3);
        var hash = Revisions(ns).ShouldHaveSingleItem().Metadata.Labels!["controller-revision-hash"];
        var pod = On(ns, 1);
        pod.Metadata.Labels.ShouldBe(
            new Dictionary<string, string> { ["app"] = "agent", ["controller-revision-hash"] = hash, ["pod-template-generation"] = "1" }, ignoreOrder: true);
        var term = pod.Spec.Affinity!.NodeAffinity!.RequiredDuringSchedulingIgnoredDuringExecution!.NodeSelectorTerms.ShouldHaveSingleItem();
        var field = term.MatchFields.ShouldNotBeNull().ShouldHaveSingleItem();
        (field.Key, field.Operator, field.Values!.Single()).ShouldBe(("metadata.name", "In", $"{ns}-1"));
        pod.Spec.Tolerations!.Select(t => $"{t.Key}:{t.Effect}").ShouldBe(
            [
                "node.kubernetes.io/not-ready:NoExecute", "node.kubernetes.io/unreachable:NoExecute", "node.kubernetes.io/disk-pressure:NoSchedule",
                "node.kubernetes.io/memory-pressure:NoSchedule", "node.kubernetes.io/pid-pressure:NoSchedule", "node.kubernetes.io/unschedulable:NoSchedule",
            ],
            ignoreOrder: true);
        pod.Metadata.OwnerReferences.ShouldNotBeNull().ShouldHaveSingleItem().Kind.ShouldBe("DaemonSet");
        await Cluster.UntilAsync(
            () => Cluster.All<Event>(KnownResources.Events, ns).Exists(e => e.Reason == "SuccessfulCreate" && e.Message == $"Created pod: {pod.Metadata.Name}" && e.Source?.Component == "daemonset-controller"),
            "an event tells");
    }

    [Fact]
    public async Task Pods_follow_the_labels_of_nodes()
    {
        var ns = await CreateAsync(2);
        await PatchNodeAsync(ns, 0, "{'metadata':{'labels':{'test':'other'}}}");
        await UntilCompleteAsync(ns, 1);
        On(ns, 1).ShouldNotBeNull();
        await PatchNodeAsync(ns, 0, $"{{'metadata':{{'labels':{{'test':'{ns}'}}}}}}");
        await UntilCompleteAsync(ns, 2);
        await Cluster.AddNodeAsync(ns + "-2", also: node => node.Metadata.Labels!["test"] = ns);
        await UntilCompleteAsync(ns, 3);
        await Cluster.Client.DeleteAsync(KnownResources.Nodes.Key(null, ns + "-2"), WriteOptions.None, CancellationToken.None);
        await Cluster.UntilAsync(() => Set(ns).Status.DesiredNumberScheduled == 2, "a node less");
    }

    [Fact]
    public async Task NoSchedule_keeps_new_pods_away_and_NoExecute_takes_those_that_are_there()
    {
        var ns = await CreateAsync(2);
        var stays = On(ns, 0).Metadata.Uid;
        await PatchNodeAsync(ns, 0, "{'spec':{'taints':[{'key':'mine','value':'x','effect':'NoSchedule'}]}}");
        await Cluster.UntilAsync(() => Set(ns).Status is { DesiredNumberScheduled: 1, NumberMisscheduled: 1, CurrentNumberScheduled: 1 }, "it counts as out of place");
        On(ns, 0).Metadata.Uid.ShouldBe(stays);
        await PatchNodeAsync(ns, 0, "{'spec':{'taints':[{'key':'mine','value':'x','effect':'NoExecute'}]}}");
        await UntilCompleteAsync(ns, 1);
        await PatchAsync(ns, "{'spec':{'template':{'spec':{'tolerations':[{'key':'mine','operator':'Equal','value':'x'}]}}}}");
        await UntilCompleteAsync(ns, 2);
    }

    [Fact]
    public async Task A_cordoned_node_gets_its_pod_all_the_same()
    {
        var ns = await PrepareAsync(2);
        await PatchNodeAsync(ns, 1, "{'spec':{'unschedulable':true}}");
        await Cluster.UntilAsync(() => Cluster.Find<Node>(KnownResources.Nodes, null, ns + "-1")!.Spec.Taints?.Exists(t => t.Key.EndsWith("unschedulable")) == true, "it has the taint");
        await Cluster.Client.CreateAsync(Of(ns), CancellationToken.None);
        await UntilCompleteAsync(ns, 2);
    }

    [Fact]
    public async Task A_pod_waits_for_room_on_its_own_node()
    {
        var ns = await PrepareAsync(2);
        await Cluster.Client.CreateAsync(Make.Pod(ns, "big", spec => spec.NodeName = ns + "-0"), CancellationToken.None);
        await Cluster.SetReadyAsync(ns + "-0", "True", cpu: "15m");
        await Cluster.Client.CreateAsync(Of(ns), CancellationToken.None);
        await Cluster.UntilAsync(() => Set(ns).Status is { DesiredNumberScheduled: 2, CurrentNumberScheduled: 2, NumberReady: 1, NumberUnavailable: 1 }, "one waits");
        On(ns, 1).ShouldNotBeNull();
        await Cluster.Client.DeleteAsync(KnownResources.Pods.Key(ns, "big"), WriteOptions.None, CancellationToken.None);
        await UntilCompleteAsync(ns, 2);
    }

    [Fact]
    public async Task A_pod_that_is_lost_or_ended_is_made_anew()
    {
        var ns = await CreateAsync(1);
        var first = On(ns, 0);
        await DeletePodAsync(first);
        await Cluster.UntilAsync(() => Cluster.Pods(ns) is [var pod] && pod.Metadata.Uid != first.Metadata.Uid, "another");
        await UntilCompleteAsync(ns, 1);
        var second = On(ns, 0);
        await EndAsync(second, "Succeeded");
        await Cluster.UntilAsync(() => Told(ns, "SucceededDaemonPod"), "an event tells");
        await UntilCompleteAsync(ns, 1);
        On(ns, 0).Metadata.Uid.ShouldNotBe(second.Metadata.Uid);
    }

    [Fact]
    public async Task A_pod_that_no_longer_matches_is_released_and_replaced()
    {
        var ns = await CreateAsync(1);
        var released = On(ns, 0).Metadata.Name!;
        await Cluster.PatchAsync(KnownResources.Pods.Key(ns, released), "{'metadata':{'labels':{'app':'debug'}}}");
        await Cluster.UntilAsync(
            () => Cluster.Pods(ns) is { Count: 2 } pods && pods.Exists(pod => pod.Metadata.Name == released && pod.Metadata.OwnerReferences is not { Count: > 0 })
                && Set(ns).Status is { NumberAvailable: 1, CurrentNumberScheduled: 1 },
            "it lost its owner, and another took its place on the same node");
    }

    [Fact]
    public async Task Pods_that_fail_again_and_again_are_replaced_ever_more_slowly()
    {
        var ns = await CreateAsync(1);
        await EndAsync(On(ns, 0), "Failed");
        await Cluster.UntilAsync(() => Told(ns, "FailedDaemonPod"), "an event tells");
        await UntilCompleteAsync(ns, 1);
        var again = On(ns, 0);
        var failed = DateTime.UtcNow;
        await EndAsync(again, "Failed");
        await Cluster.UntilAsync(() => Cluster.Pods(ns).TrueForAll(pod => pod.Metadata.Uid != again.Metadata.Uid), "it is replaced");
        (DateTime.UtcNow - failed).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(400), "a second after the first replacement");
        await UntilCompleteAsync(ns, 1);
        On(ns, 0).Metadata.Name.ShouldNotBe(again.Metadata.Name, "who waits for a pod to be gone goes by its name");
    }

    [Fact]
    public async Task Pods_and_revisions_of_a_set_that_was_deleted_without_them_are_adopted()
    {
        var ns = await CreateAsync(2);
        var before = Cluster.Pods(ns).Select(pod => pod.Metadata.Uid).Order().ToList();
        await Cluster.Client.DeleteAsync(KnownResources.DaemonSets.Key(ns, "agent"), new WriteOptions { PropagationPolicy = "Orphan" }, CancellationToken.None);
        await Cluster.UntilAsync(() => Cluster.Replica.Get(KnownResources.DaemonSets.Key(ns, "agent")) is null, "the set is gone");
        await Cluster.Client.CreateAsync(Of(ns), CancellationToken.None);
        await UntilCompleteAsync(ns, 2);
        Cluster.Pods(ns).Select(pod => pod.Metadata.Uid).Order().ShouldBe(before);
        Cluster.Pods(ns).ShouldAllBe(pod => pod.Metadata.OwnerReferences!.Single().Uid == Set(ns).Metadata.Uid);
        Revisions(ns).Count.ShouldBe(1);
    }

    private Task EndAsync(Pod pod, string phase) =>
        Cluster.PatchAsync(KnownResources.Pods.Key(pod.Metadata.Namespace, pod.Metadata.Name!), $"{{'status':{{'phase':'{phase}'}}}}", "status");

    private bool Told(string ns, string reason) => Cluster.All<Event>(KnownResources.Events, ns).Exists(e => e.Reason == reason);
}
