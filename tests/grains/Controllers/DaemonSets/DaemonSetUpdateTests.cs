using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Grains.Controllers.Revisions;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.DaemonSets;

public class DaemonSetUpdateTests(ControlPlaneFixture cluster) : DaemonSetCases(cluster)
{
    [Theory]
    [InlineData("one", 5, "{'maxUnavailable':1,'maxSurge':0}", 5, 4)]
    [InlineData("percent", 6, "{'maxUnavailable':'30%','maxSurge':0}", 6, 4)]
    [InlineData("surge", 5, "{'maxUnavailable':0,'maxSurge':2}", 7, 5)]
    [InlineData("surge-percent", 4, "{'maxUnavailable':0,'maxSurge':'25%'}", 5, 4)]
    public async Task A_rolling_update_keeps_its_bounds_at_every_revision(string name, int nodes, string rolling, int most, int least)
    {
        var ns = await CreateAsync(nodes, "daemon-bounds-" + name);
        await PatchAsync(ns, $"{{'spec':{{'updateStrategy':{{'rollingUpdate':{rolling}}}}}}}");
        using var bounds = new RolloutBounds(Cluster.Replica, ns);
        await SetImageAsync(ns, "web:2");
        await UntilCompleteAsync(ns, nodes, "web:2");
        bounds.MostActive.ShouldBeLessThanOrEqualTo(most);
        bounds.LeastAvailable.ShouldBeGreaterThanOrEqualTo(least);
    }

    [Fact]
    public async Task With_OnDelete_a_pod_is_updated_when_somebody_deletes_it()
    {
        var ns = await CreateAsync(3, also: spec => spec.UpdateStrategy = new DaemonSetUpdateStrategy { Type = "OnDelete" });
        await SetImageAsync(ns, "web:2");
        await Cluster.UntilAsync(() => Set(ns).Status is { UpdatedNumberScheduled: null, NumberReady: 3 } status && status.ObservedGeneration == Set(ns).Metadata.Generation, "none is updated");
        await DeletePodAsync(On(ns, 1));
        await Cluster.UntilAsync(() => Set(ns).Status is { UpdatedNumberScheduled: 1, NumberAvailable: 3 }, "one is");
        Enumerable.Range(0, 3).Select(node => On(ns, node).Spec.Containers[0].Image).ShouldBe(["web:1", "web:2", "web:1"]);
    }

    [Theory]
    [InlineData("{'maxUnavailable':2,'maxSurge':0}")]
    [InlineData("{'maxUnavailable':0,'maxSurge':2}")]
    public async Task A_broken_template_stops_at_the_limit_and_going_back_mends_it(string rolling)
    {
        Cluster.Kubelet.DoesNotStart = pod => pod.Spec.Containers[0].Image == "broken";
        var surges = rolling.Contains("'maxSurge':2");
        var ns = await CreateAsync(4, surges ? "broken-surge" : "broken");
        await PatchAsync(ns, $"{{'spec':{{'updateStrategy':{{'rollingUpdate':{rolling}}}}}}}");
        using var bounds = new RolloutBounds(Cluster.Replica, ns);
        await SetImageAsync(ns, "broken");
        await Cluster.UntilAsync(() => Cluster.Pods(ns).Count(pod => pod.Spec.Containers[0].Image == "broken") == 2, "two nodes have the broken one");
        await Cluster.UntilAsync(() => Set(ns).Status.NumberAvailable == (surges ? 4 : 2), "the others go on");
        await SetImageAsync(ns, "web:1");
        await UntilCompleteAsync(ns, 4);
        bounds.LeastAvailable.ShouldBe(surges ? 4 : 2);
        bounds.MostActive.ShouldBe(surges ? 6 : 4);
    }

    [Fact]
    public async Task Going_back_brings_the_old_revision_a_new_number_and_old_ones_beyond_the_limit_go()
    {
        var ns = await CreateAsync(1, also: spec => spec.RevisionHistoryLimit = 1);
        var first = Revisions(ns).Single();
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
    public async Task An_update_waits_until_new_pods_have_been_ready_for_long_enough()
    {
        var ns = await CreateAsync(2, also: spec => spec.MinReadySeconds = 1);
        using var bounds = new RolloutBounds(Cluster.Replica, ns);
        await SetImageAsync(ns, "web:2");
        await Cluster.UntilAsync(() => Set(ns).Status is { NumberReady: 2, NumberAvailable: 1, UpdatedNumberScheduled: 1 }, "one is new, and not yet available");
        await UntilCompleteAsync(ns, 2, "web:2");
        bounds.LeastAvailable.ShouldBe(1);
    }
}
