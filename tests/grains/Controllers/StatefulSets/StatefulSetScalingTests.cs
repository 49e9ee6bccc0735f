using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.StatefulSets;

public class StatefulSetScalingTests(ControlPlaneFixture cluster) : StatefulSetCases(cluster)
{
    [Fact]
    public async Task Pods_have_names_labels_and_host_names_of_their_own()
    {
        var ns = await CreateAsync(2);
        var set = Set(ns);
        var revision = Revisions(ns).ShouldHaveSingleItem();
        set.Status.UpdateRevision.ShouldBe(revision.Metadata.Name);
        set.Status.CollisionCount.ShouldBe(0);
        revision.Metadata.Labels!["controller.kubernetes.io/hash"].ShouldBe(revision.Metadata.Name!["web-".Length..]);
        Names(ns).ShouldBe(["web-0", "web-1"]);
        var pod = Pod(ns, 1)!;
        pod.Metadata.Labels.ShouldBe(
            new Dictionary<string, string>
            {
                ["app"] = "web",
                ["apps.kubernetes.io/pod-index"] = "1",
                ["controller-revision-hash"] = revision.Metadata.Name!,
                ["statefulset.kubernetes.io/pod-name"] = "web-1",
            },
            ignoreOrder: true);
        (pod.Spec.Hostname, pod.Spec.Subdomain, pod.Metadata.GenerateName).ShouldBe(("web-1", "peers", "web-"));
        pod.Metadata.OwnerReferences.ShouldNotBeNull().ShouldHaveSingleItem().Uid.ShouldBe(set.Metadata.Uid);
        await Cluster.UntilAsync(
            () => Cluster.All<Event>(KnownResources.Events, ns).Exists(e => e is { Reason: "SuccessfulCreate", Message: "create Pod web-1 in StatefulSet web successful" }),
            "an event tells");
    }

    [Fact]
    public async Task Ordered_pods_come_one_after_the_other_and_go_in_reverse()
    {
        var ns = await Cluster.NamespaceAsync();
        using var order = new StatefulOrder(Cluster.Replica, ns);
        await Cluster.Client.CreateAsync(Make.StatefulSet(ns, 5), CancellationToken.None);
        await UntilCompleteAsync(ns, 5);
        order.Wrong.ShouldBeEmpty();
        await ScaleAsync(ns, 1);
        await UntilCompleteAsync(ns, 1);
        order.GivenUp.ShouldBe([4, 3, 2, 1]);
    }

    [Fact]
    public async Task An_ordered_set_waits_for_a_pod_that_does_not_start()
    {
        var ns = await Cluster.NamespaceAsync();
        Cluster.Kubelet.DoesNotStart = pod => pod.Metadata.Namespace == ns && pod.Metadata.Name == "web-1";
        using var order = new StatefulOrder(Cluster.Replica, ns);
        await Cluster.Client.CreateAsync(Make.StatefulSet(ns, 3), CancellationToken.None);
        await Cluster.UntilAsync(() => Set(ns).Status is { Replicas: 2, ReadyReplicas: 1 }, "the second pod is there, and not ready");
        Names(ns).ShouldBe(["web-0", "web-1"]);
        await StartAsync(ns, 1);
        await UntilCompleteAsync(ns, 3);
        order.Wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_ordered_set_shrinks_only_when_all_that_stay_are_ready()
    {
        var ns = await CreateAsync(3);
        Cluster.Kubelet.DoesNotStart = pod => pod.Metadata.Namespace == ns;
        await DeletePodAsync(ns, 0);
        await Cluster.UntilAsync(() => Pod(ns, 0) is { Status.Phase: "Pending", Spec.NodeName.Length: > 0 }, "the first pod is not ready any more");
        await ScaleAsync(ns, 1);
        await Cluster.UntilAsync(() => Set(ns).Status.ObservedGeneration == Set(ns).Metadata.Generation, "it has seen that it shall shrink");
        Cluster.Pods(ns).ShouldAllBe(pod => pod.Metadata.DeletionTimestamp == null);
        Cluster.Pods(ns).Count.ShouldBe(3);
        await StartAsync(ns, 0);
        await UntilCompleteAsync(ns, 1);
    }

    [Fact]
    public async Task Parallel_pods_do_not_wait_for_each_other()
    {
        var ns = await Cluster.NamespaceAsync();
        Cluster.Kubelet.DoesNotStart = pod => pod.Metadata.Namespace == ns && pod.Metadata.Name == "web-0";
        await Cluster.Client.CreateAsync(Make.StatefulSet(ns, 12, also: spec => spec.PodManagementPolicy = "Parallel"), CancellationToken.None);
        await Cluster.UntilAsync(() => Set(ns).Status is { Replicas: 12, ReadyReplicas: 11 }, "all but the first are ready");
        await ScaleAsync(ns, 4);
        await Cluster.UntilAsync(() => Set(ns).Status is { Replicas: 4, ReadyReplicas: 3 }, "it shrinks all the same");
        Names(ns).ShouldBe(["web-0", "web-1", "web-2", "web-3"]);
    }

    [Fact]
    public async Task Ordinals_begin_where_they_are_told_to()
    {
        var ns = await CreateAsync(2, also: spec => spec.Ordinals = new StatefulSetOrdinals { Start = 5 });
        Names(ns).ShouldBe(["web-5", "web-6"]);
        await PatchAsync(ns, "{'spec':{'ordinals':{'start':6}}}");
        await UntilCompleteAsync(ns, 2);
        Names(ns).ShouldBe(["web-6", "web-7"]);
        Pod(ns, 7)!.Metadata.Labels!["apps.kubernetes.io/pod-index"].ShouldBe("7");
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Succeeded")]
    public async Task A_pod_that_ended_is_made_anew(string phase)
    {
        var ns = await CreateAsync(2, "ended-" + phase.ToLowerInvariant());
        var ended = Pod(ns, 0)!;
        await Cluster.PatchAsync(KnownResources.Pods.Key(ns, "web-0"), $"{{'status':{{'phase':'{phase}'}}}}", "status");
        await Cluster.UntilAsync(() => Pod(ns, 0) is { } pod && pod.Metadata.Uid != ended.Metadata.Uid, "another pod of its name");
        await UntilCompleteAsync(ns, 2);
    }

    [Fact]
    public async Task A_pod_gets_back_the_labels_of_its_identity()
    {
        var ns = await CreateAsync(1);
        await Cluster.PatchAsync(KnownResources.Pods.Key(ns, "web-0"), "{'metadata':{'labels':{'statefulset.kubernetes.io/pod-name':null,'apps.kubernetes.io/pod-index':'9'}}}");
        await Cluster.UntilAsync(
            () => Pod(ns, 0)!.Metadata.Labels is { } labels && labels.GetValueOrDefault("statefulset.kubernetes.io/pod-name") == "web-0" && labels["apps.kubernetes.io/pod-index"] == "0",
            "both labels are right again");
    }

    [Fact]
    public async Task Pods_and_revisions_of_a_set_that_was_deleted_without_them_are_adopted()
    {
        var ns = await CreateAsync(3);
        var before = Cluster.Pods(ns).Select(pod => pod.Metadata.Uid).Order().ToList();
        var revision = Revisions(ns).Single().Metadata.Uid;
        await Cluster.Client.DeleteAsync(KnownResources.StatefulSets.Key(ns, "web"), new WriteOptions { PropagationPolicy = "Orphan" }, CancellationToken.None);
        await Cluster.UntilAsync(() => Cluster.Replica.Get(KnownResources.StatefulSets.Key(ns, "web")) is null, "the set is gone");
        await Cluster.Client.CreateAsync(Make.StatefulSet(ns, 3), CancellationToken.None);
        await UntilCompleteAsync(ns, 3);
        Cluster.Pods(ns).Select(pod => pod.Metadata.Uid).Order().ShouldBe(before);
        Cluster.Pods(ns).ShouldAllBe(pod => pod.Metadata.OwnerReferences!.Single().Uid == Set(ns).Metadata.Uid);
        Revisions(ns).ShouldHaveSingleItem().Metadata.Uid.ShouldBe(revision);
    }

    [Fact]
    public async Task Available_is_who_has_been_ready_for_long_enough()
    {
        var ns = await Cluster.NamespaceAsync();
        await Cluster.Client.CreateAsync(Make.StatefulSet(ns, 2, also: spec => spec.MinReadySeconds = 1), CancellationToken.None);
        await Cluster.UntilAsync(() => Set(ns).Status is { ReadyReplicas: 1, AvailableReplicas: 0, Replicas: 1 }, "ready, but not yet for long");
        await UntilCompleteAsync(ns, 2);
        (Pod(ns, 1)!.Metadata.CreationTimestamp - Pod(ns, 0)!.Metadata.CreationTimestamp).ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
    }

    private async Task StartAsync(string ns, int ordinal)
    {
        Cluster.Kubelet.DoesNotStart = static _ => false;
        await Cluster.PatchAsync(KnownResources.Pods.Key(ns, $"web-{ordinal}"), "{'metadata':{'annotations':{'look':'again'}}}");
    }
}
