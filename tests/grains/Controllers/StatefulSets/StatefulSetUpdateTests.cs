using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Revisions;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.StatefulSets;

public class StatefulSetUpdateTests(ControlPlaneFixture cluster) : StatefulSetCases(cluster)
{
    [Fact]
    public async Task A_rolling_update_goes_from_the_highest_to_the_lowest_one_at_a_time()
    {
        var ns = await CreateAsync(5);
        using var bounds = new RolloutBounds(Cluster.Replica, ns);
        using var order = new StatefulOrder(Cluster.Replica, ns);
        var before = Set(ns).Status.CurrentRevision;
        await SetImageAsync(ns, "web:2");
        await UntilCompleteAsync(ns, 5, "web:2");
        order.GivenUp.ShouldBe([4, 3, 2, 1, 0]);
        bounds.LeastAvailable.ShouldBe(4);
        bounds.MostActive.ShouldBe(5);
        Set(ns).Status.CurrentRevision.ShouldNotBe(before);
    }

    [Theory]
    [InlineData("Parallel", 7, "3", 0, 4)]
    [InlineData("OrderedReady", 7, "3", 0, 4)]
    [InlineData("Parallel", 10, "'25%'", 0, 8)]
    [InlineData("Parallel", 3, "'10%'", 0, 2)]
    [InlineData("Parallel", 6, "2", 3, 4)]
    public async Task No_more_than_maxUnavailable_are_down(string policy, int replicas, string unavailable, int partition, int least)
    {
        var ns = await CreateAsync(replicas, $"down-{policy.ToLowerInvariant()}-{replicas}-{partition}", spec => spec.PodManagementPolicy = policy);
        await PatchAsync(ns, $"{{'spec':{{'updateStrategy':{{'rollingUpdate':{{'maxUnavailable':{unavailable},'partition':{partition}}}}}}}}}");
        using var bounds = new RolloutBounds(Cluster.Replica, ns);
        await SetImageAsync(ns, "web:2");
        await Cluster.UntilAsync(
            () => Set(ns).Status is { } status && status.ObservedGeneration == Set(ns).Metadata.Generation && status.UpdatedReplicas == replicas - partition && status.ReadyReplicas == replicas && status.Replicas == replicas,
            "all from the partition on are updated");
        bounds.LeastAvailable.ShouldBeGreaterThanOrEqualTo(least);
        Enumerable.Range(0, replicas).ShouldAllBe(ordinal => Image(ns, ordinal) == (ordinal < partition ? "web:1" : "web:2"));
    }

    [Fact]
    public async Task Below_the_partition_a_lost_pod_comes_back_as_it_was()
    {
        var ns = await CreateAsync(4);
        await PatchAsync(ns, "{'spec':{'updateStrategy':{'rollingUpdate':{'partition':2}}}}");
        await SetImageAsync(ns, "web:2");
        await Cluster.UntilAsync(() => Set(ns).Status is { UpdatedReplicas: 2, CurrentReplicas: 2, ReadyReplicas: 4 }, "two of four");
        var lost = Pod(ns, 1)!.Metadata.Uid;
        await DeletePodAsync(ns, 1);
        await Cluster.UntilAsync(() => Pod(ns, 1) is { } pod && pod.Metadata.Uid != lost && Set(ns).Status.ReadyReplicas == 4, "it is back");
        Image(ns, 1).ShouldBe("web:1");
        Set(ns).Status.CurrentRevision.ShouldNotBe(Set(ns).Status.UpdateRevision);
        await PatchAsync(ns, "{'spec':{'updateStrategy':{'rollingUpdate':{'partition':0}}}}");
        await UntilCompleteAsync(ns, 4, "web:2");
    }

    [Fact]
    public async Task With_OnDelete_a_pod_is_updated_when_somebody_deletes_it()
    {
        var ns = await CreateAsync(3, also: spec => spec.UpdateStrategy = new StatefulSetUpdateStrategy { Type = "OnDelete" });
        await SetImageAsync(ns, "web:2");
        await Cluster.UntilAsync(() => Set(ns).Status is { CurrentReplicas: 3, UpdatedReplicas: null } status && status.CurrentRevision != status.UpdateRevision, "none is updated");
        await DeletePodAsync(ns, 1);
        await Cluster.UntilAsync(() => Set(ns).Status is { CurrentReplicas: 2, UpdatedReplicas: 1, ReadyReplicas: 3 }, "one is");
        Enumerable.Range(0, 3).Select(ordinal => Image(ns, ordinal)).ShouldBe(["web:1", "web:2", "web:1"]);
    }

    [Fact]
    public async Task A_broken_revision_of_an_ordered_set_stays_until_its_pod_is_deleted()
    {
        Cluster.Kubelet.DoesNotStart = pod => pod.Spec.Containers[0].Image == "broken";
        var ns = await CreateAsync(3);
        await SetImageAsync(ns, "broken");
        await Cluster.UntilAsync(() => Image(ns, 2) == "broken" && Set(ns).Status.ReadyReplicas == 2, "the rollout stands");
        await SetImageAsync(ns, "web:1");
        await Cluster.UntilAsync(() => Set(ns).Status is { CurrentReplicas: 2, UpdatedReplicas: 2 }, "it goes back to the old revision");
        Image(ns, 2).ShouldBe("broken", "documented: the broken pod has to be deleted by hand");
        await DeletePodAsync(ns, 2);
        await UntilCompleteAsync(ns, 3);
    }

    [Fact]
    public async Task A_broken_revision_of_a_parallel_set_is_replaced_by_the_one_that_mends_it()
    {
        Cluster.Kubelet.DoesNotStart = pod => pod.Spec.Containers[0].Image == "broken";
        var ns = await Cluster.NamespaceAsync();
        await Cluster.Client.CreateAsync(
            Make.StatefulSet(ns, 3, also: spec => (spec.PodManagementPolicy, spec.Template.Spec.Containers[0].Image) = ("Parallel", "broken")), CancellationToken.None);
        await Cluster.UntilAsync(() => Set(ns).Status is { Replicas: 3, ReadyReplicas: null }, "none starts");
        await SetImageAsync(ns, "web:2");
        await UntilCompleteAsync(ns, 3, "web:2");
    }

    [Fact]
    public async Task Going_back_brings_the_old_revision_a_new_number_and_old_ones_beyond_the_limit_go()
    {
        var ns = await CreateAsync(1, also: spec => spec.RevisionHistoryLimit = 1);
        var first = Revisions(ns).Single();
        first.Revision.ShouldBe(1);
        await SetImageAsync(ns, "web:2");
        await UntilCompleteAsync(ns, 1, "web:2");
        await SetImageAsync(ns, "web:1");
        await UntilCompleteAsync(ns, 1, "web:1");
        await Cluster.UntilAsync(() => Revisions(ns) is [{ Revision: 2 }, { Revision: 3 } back] && back.Metadata.Name == first.Metadata.Name, "the first is the third now");
        await SetImageAsync(ns, "web:3");
        await UntilCompleteAsync(ns, 1, "web:3");
        await Cluster.UntilAsync(() => Revisions(ns).Count == 2, "one old one is kept");
        Revisions(ns).Select(revision => RevisionData.TemplateOf(revision.Data)!.Spec.Containers[0].Image).ShouldBe(["web:1", "web:3"]);
    }

    [Fact]
    public async Task A_revision_whose_name_is_taken_gets_another()
    {
        var ns = await CreateAsync(1);
        await SetImageAsync(ns, "web:2");
        await UntilCompleteAsync(ns, 1, "web:2");
        var taken = Revisions(ns)[1];
        await Cluster.Client.DeleteAsync(KnownResources.StatefulSets.Key(ns, "web"), new() { PropagationPolicy = "Background" }, CancellationToken.None);
        await Cluster.UntilAsync(() => Revisions(ns).Count == 0 && Cluster.Pods(ns).Count == 0, "all is gone");
        var squatter = new ControllerRevision
        {
            Metadata = new() { Name = taken.Metadata.Name, Namespace = ns, Labels = new() { ["app"] = "web" } },
            Data = Orchestrator.Api.Values.RawJson.FromText("{\"spec\":{}}"),
            Revision = 1,
        };
        await Cluster.Client.CreateAsync(squatter, CancellationToken.None);
        await Cluster.Client.CreateAsync(Make.StatefulSet(ns, 1), CancellationToken.None);
        await SetImageAsync(ns, "web:2");
        await UntilCompleteAsync(ns, 1, "web:2");
        Set(ns).Status.CollisionCount.ShouldBe(1);
        Set(ns).Status.UpdateRevision.ShouldNotBe(taken.Metadata.Name);
    }
}
