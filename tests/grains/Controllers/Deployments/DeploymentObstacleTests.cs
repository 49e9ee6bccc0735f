using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.Deployments;

/// <summary>Deployments whose way is not free.</summary>
public class DeploymentObstacleTests(ControlPlaneFixture cluster) : DeploymentCases(cluster)
{
    [Fact]
    public async Task A_replica_set_whose_name_is_taken_gets_another()
    {
        var ns = await CreateAsync(1);
        var taken = Sets(ns).Single().Metadata.Name!;
        await Cluster.Client.DeleteAsync(KnownResources.Deployments.Key(ns, "web"), WriteOptions.None, CancellationToken.None);
        await Cluster.UntilAsync(() => Sets(ns).Count == 0 && Cluster.Pods(ns).Count == 0, "all is gone");
        await Cluster.Client.CreateAsync(Make.ReplicaSet(ns, 0, taken), CancellationToken.None);
        await Cluster.Client.CreateAsync(Make.Deployment(ns, 1), CancellationToken.None);
        await UntilCompleteAsync(ns, 1);
        Deployment(ns).Status.CollisionCount.ShouldBe(1);
        Sets(ns).Select(set => set.Metadata.Name).ShouldContain(taken);
        Sets(ns).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Scaling_in_the_middle_of_a_rollout_spreads_in_proportion()
    {
        Cluster.Kubelet.DoesNotStart = pod => pod.Spec.Containers[0].Image == "broken";
        var ns = await CreateAsync(10);
        await PatchAsync(ns, "{'spec':{'strategy':{'rollingUpdate':{'maxSurge':3,'maxUnavailable':2}}}}");
        await SetImageAsync(ns, "broken");
        await Cluster.UntilAsync(() => SizesAre(ns, 8, 5), "as far as a rollout that stands still goes");
        await PatchAsync(ns, "{'spec':{'replicas':15}}");
        await Cluster.UntilAsync(() => SizesAre(ns, 11, 7) && Deployment(ns).Status.ReadyReplicas == 11, "as documented: 11 old ones and 7 new ones");
    }

    [Fact]
    public async Task Terminating_pods_are_counted_apart()
    {
        var ns = await CreateAsync(4);
        Cluster.Kubelet.IsDown = _ => true;
        await PatchAsync(ns, "{'spec':{'replicas':1}}");
        await Cluster.UntilAsync(() => Deployment(ns).Status is { Replicas: 1, TerminatingReplicas: 3 }, "three are on their way");
        Cluster.Kubelet.IsDown = static _ => false;
        foreach (var pod in Cluster.Pods(ns).Where(pod => pod.Metadata.DeletionTimestamp is not null))
        {
            var now = new WriteOptions { GracePeriodSeconds = 0 };
            await Cluster.Client.DeleteAsync(KnownResources.Pods.Key(ns, pod.Metadata.Name!), now, CancellationToken.None);
        }

        await Cluster.UntilAsync(() => Deployment(ns).Status is { Replicas: 1, TerminatingReplicas: 0 }, "they are gone");
    }

    [Fact]
    public async Task What_keeps_replica_sets_from_their_pods_is_a_condition()
    {
        var ns = await Cluster.NamespaceAsync();
        await Cluster.Client.CreateAsync(new ResourceQuota { Metadata = new() { Name = "few", Namespace = ns }, Spec = new() { Hard = new() { ["pods"] = Quantity.FromValue(1) } } }, CancellationToken.None);
        await Cluster.UntilAsync(() => Cluster.Find<ResourceQuota>(new("", "resourcequotas"), ns, "few")!.Status.Hard is not null, "the quota holds");
        await Cluster.Client.CreateAsync(Make.Deployment(ns, 3), CancellationToken.None);
        await Cluster.UntilAsync(() => Condition(Deployment(ns), "ReplicaFailure") is ("True", "FailedCreate", { } why) && why.Contains("exceeded quota: few"), "it says why");
        await Cluster.PatchAsync(new("", "resourcequotas", ns, "few"), "{'spec':{'hard':{'pods':'9'}}}");
        await UntilCompleteAsync(ns, 3);
        await Cluster.UntilAsync(() => Condition(Deployment(ns), "ReplicaFailure").Reason is null, "the condition goes with its cause");
    }

    private bool SizesAre(string ns, int old, int updated) =>
        Sets(ns) is [_, _] sets && Size(sets, "web:1") == old && Size(sets, "broken") == updated && Cluster.Pods(ns).Count == old + updated;

    private static int? Size(List<ReplicaSet> sets, string image) => sets.Find(set => set.Spec.Template.Spec.Containers[0].Image == image)?.Spec.Replicas;
}
