using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.Deployments;

public class DeploymentControllerTests(ControlPlaneFixture cluster) : DeploymentCases(cluster)
{
    [Fact]
    public async Task A_deployment_becomes_available_pods()
    {
        var ns = await CreateAsync(3);
        var deployment = Deployment(ns);
        deployment.Metadata.Annotations!["deployment.kubernetes.io/revision"].ShouldBe("1");
        deployment.Status.ObservedGeneration.ShouldBe(deployment.Metadata.Generation);
        Condition(deployment, "Available").ShouldBe(("True", "MinimumReplicasAvailable", "Deployment has minimum availability."));
        var set = Sets(ns).ShouldHaveSingleItem();
        Condition(deployment, "Progressing").ShouldBe(("True", "NewReplicaSetAvailable", $"ReplicaSet \"{set.Metadata.Name}\" has successfully progressed."));
        var hash = set.Metadata.Labels!["pod-template-hash"];
        set.Metadata.Name.ShouldBe("web-" + hash);
        Cluster.Pods(ns).ShouldAllBe(pod => pod.Metadata.Labels!["pod-template-hash"] == hash && pod.Metadata.Name!.StartsWith(set.Metadata.Name + "-"));
        await Cluster.UntilAsync(
            () => Cluster.All<Event>(KnownResources.Events, ns).Exists(e => e.Reason == "ScalingReplicaSet" && e.Message == $"Scaled up replica set {set.Metadata.Name} from 0 to 3"),
            "an event tells of the scaling");
    }

    [Fact]
    public async Task Scaling_changes_the_one_replica_set()
    {
        var ns = await CreateAsync(2);
        await PatchAsync(ns, "{'spec':{'replicas':7}}");
        await UntilCompleteAsync(ns, 7);
        await PatchAsync(ns, "{'spec':{'replicas':1}}");
        await UntilCompleteAsync(ns, 1);
        Sets(ns).ShouldHaveSingleItem().Metadata.Annotations!["deployment.kubernetes.io/desired-replicas"].ShouldBe("1");
    }

    [Theory]
    [InlineData("surge", 10, "'25%'", "'25%'", 13, 8)]
    [InlineData("no-surge", 6, "0", "2", 6, 4)]
    [InlineData("all-stay", 5, "1", "0", 6, 5)]
    [InlineData("single", 1, "1", "0", 2, 1)]
    public async Task A_rollout_keeps_its_bounds_at_every_revision(string name, int replicas, string surge, string unavailable, int most, int least)
    {
        var ns = await CreateAsync(replicas, "bounds-" + name);
        await PatchAsync(ns, $"{{'spec':{{'strategy':{{'rollingUpdate':{{'maxSurge':{surge},'maxUnavailable':{unavailable}}}}}}}}}");
        using var bounds = new RolloutBounds(Cluster.Replica, ns);
        await SetImageAsync(ns, "web:2");
        await UntilCompleteAsync(ns, replicas, "web:2");
        bounds.MostActive.ShouldBeLessThanOrEqualTo(most);
        bounds.LeastAvailable.ShouldBeGreaterThanOrEqualTo(least);
    }

    [Fact]
    public async Task Undoing_a_rollout_brings_the_old_replica_set_back()
    {
        var ns = await CreateAsync(3);
        var first = Sets(ns).Single().Metadata.Name;
        await SetImageAsync(ns, "web:2");
        await UntilCompleteAsync(ns, 3, "web:2");
        await SetImageAsync(ns, "web:1");
        await UntilCompleteAsync(ns, 3, "web:1");
        var sets = Sets(ns);
        sets.Count.ShouldBe(2);
        var annotations = sets.Single(set => set.Metadata.Name == first).Metadata.Annotations!;
        annotations["deployment.kubernetes.io/revision"].ShouldBe("3");
        annotations["deployment.kubernetes.io/revision-history"].ShouldBe("1");
        await Cluster.UntilAsync(() => Deployment(ns).Metadata.Annotations!["deployment.kubernetes.io/revision"] == "3", "the deployment says its revision");
    }

    [Fact]
    public async Task A_paused_deployment_scales_but_does_not_roll_out()
    {
        var ns = await CreateAsync(2);
        await PatchAsync(ns, "{'spec':{'paused':true}}");
        await Cluster.UntilAsync(() => Condition(Deployment(ns), "Progressing").Reason == "DeploymentPaused", "it says that it is paused");
        await SetImageAsync(ns, "web:2");
        await PatchAsync(ns, "{'spec':{'replicas':4}}");
        await Cluster.UntilAsync(() => Cluster.Pods(ns).Count == 4, "it is scaled");
        Cluster.Pods(ns).ShouldAllBe(pod => pod.Spec.Containers[0].Image == "web:1");
        await PatchAsync(ns, "{'spec':{'paused':false}}");
        await UntilCompleteAsync(ns, 4, "web:2");
    }

    [Fact]
    public async Task Recreate_has_no_two_templates_at_once()
    {
        var ns = await CreateAsync(3, also: spec => spec.Strategy = new DeploymentStrategy { Type = "Recreate" });
        using var mixed = new TemplateMix(Cluster.Replica, ns);
        await SetImageAsync(ns, "web:2");
        await UntilCompleteAsync(ns, 3, "web:2");
        mixed.MostImages.ShouldBe(1);
    }

    [Fact]
    public async Task Old_replica_sets_beyond_the_limit_go()
    {
        var ns = await CreateAsync(1, also: spec => spec.RevisionHistoryLimit = 1);
        foreach (var image in (string[])["web:2", "web:3", "web:4"])
        {
            await SetImageAsync(ns, image);
            await UntilCompleteAsync(ns, 1, image);
        }

        await Cluster.UntilAsync(() => Sets(ns).Count == 2, "the two oldest sets are gone");
        Sets(ns).Select(set => set.Spec.Template.Spec.Containers[0].Image).ShouldBe(["web:3", "web:4"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_rollout_that_stands_still_is_reported()
    {
        Cluster.Kubelet.DoesNotStart = pod => pod.Spec.Containers[0].Image == "broken";
        var ns = await CreateAsync(2, also: spec => spec.ProgressDeadlineSeconds = 1);
        await SetImageAsync(ns, "broken");
        await Cluster.UntilAsync(() => Condition(Deployment(ns), "Progressing").Reason == "ProgressDeadlineExceeded", "the deadline passes");
        Condition(Deployment(ns), "Progressing").Status.ShouldBe("False");
        Condition(Deployment(ns), "Available").Status.ShouldBe("True", "the old pods are still there");
    }

    [Fact]
    public async Task A_second_template_in_the_middle_of_a_rollout_wins()
    {
        var ns = await CreateAsync(6);
        await SetImageAsync(ns, "web:2");
        await Cluster.UntilAsync(() => Cluster.Pods(ns).Exists(pod => pod.Spec.Containers[0].Image == "web:2"), "the rollout has begun");
        await SetImageAsync(ns, "web:3");
        await PatchAsync(ns, "{'spec':{'replicas':9}}");
        await UntilCompleteAsync(ns, 9, "web:3");
    }
}
