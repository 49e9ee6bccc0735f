using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.ReplicaSets;

public class ReplicaSetControllerTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task A_deleted_pod_is_replaced()
    {
        var ns = await CreateAsync(3);
        var gone = cluster.Pods(ns)[0];
        await cluster.Client.DeleteAsync(KnownResources.Pods.Key(ns, gone.Metadata.Name!), WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => cluster.Pods(ns).Count == 3 && !cluster.Pods(ns).Exists(pod => pod.Metadata.Uid == gone.Metadata.Uid), "another took its place");
    }

    [Fact]
    public async Task Hundreds_are_created_and_deleted_to_the_pod()
    {
        var ns = await CreateAsync(700);
        await cluster.PatchAsync(KnownResources.ReplicaSets.Key(ns, "set"), "{'spec':{'replicas':5}}");
        await UntilCountAsync(ns, 5);
        var told = cluster.All<Event>(KnownResources.Events, ns).Count(e => e.InvolvedObject.Kind == "ReplicaSet");
        told.ShouldBeLessThanOrEqualTo(25, "a replica set tells a few dozen events, not one for each pod");
    }

    [Fact]
    public async Task A_matching_pod_without_a_controller_is_adopted()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Make.Pod(ns, "stray", labels: new() { ["app"] = "set" }), CancellationToken.None);
        await cluster.Client.CreateAsync(Make.ReplicaSet(ns, 2), CancellationToken.None);
        await UntilCountAsync(ns, 2);
        var stray = cluster.Find<Pod>(KnownResources.Pods, ns, "stray")!;
        stray.Metadata.OwnerReferences.ShouldNotBeNull().ShouldHaveSingleItem().Name.ShouldBe("set");
    }

    [Fact]
    public async Task A_pod_that_no_longer_matches_is_released_and_replaced()
    {
        var ns = await CreateAsync(2);
        var released = cluster.Pods(ns)[0].Metadata.Name!;
        await cluster.PatchAsync(KnownResources.Pods.Key(ns, released), "{'metadata':{'labels':{'app':'other'}}}");
        await cluster.UntilAsync(
            () => cluster.Pods(ns).Count == 3 && cluster.Find<Pod>(KnownResources.Pods, ns, released)!.Metadata.OwnerReferences is null or { Count: 0 },
            "it lost its owner, and another took its place");
    }

    [Fact]
    public async Task Unready_pods_are_given_up_first()
    {
        await EnsureNodesAsync();
        var ns = await cluster.NamespaceAsync();
        var count = 0;
        cluster.Kubelet.DoesNotStart = pod => pod.Metadata.Namespace == ns && Interlocked.Increment(ref count) <= 2;
        await cluster.Client.CreateAsync(Make.ReplicaSet(ns, 6), CancellationToken.None);
        await cluster.UntilAsync(() => Set(ns).Status is { Replicas: 6, ReadyReplicas: 4 }, "four of six are ready");
        await cluster.PatchAsync(KnownResources.ReplicaSets.Key(ns, "set"), "{'spec':{'replicas':4}}");
        await cluster.UntilAsync(() => Set(ns).Status is { Replicas: 4, ReadyReplicas: 4 }, "the four ready ones stay");
    }

    private async Task EnsureNodesAsync()
    {
        if (cluster.Replica.List(KnownResources.Nodes).Count == 0)
        {
            await cluster.AddNodesAsync(10);
        }
    }

    private async Task<string> CreateAsync(int replicas, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        await EnsureNodesAsync();
        var ns = await cluster.NamespaceAsync(test);
        await cluster.Client.CreateAsync(Make.ReplicaSet(ns, replicas), CancellationToken.None);
        await UntilCountAsync(ns, replicas);
        return ns;
    }

    private Task UntilCountAsync(string ns, int count) =>
        cluster.UntilAsync(() => cluster.Replica.List(KnownResources.Pods).In(ns).Count() == count && Set(ns).Status.Replicas == count, $"there are {count} pods");

    private ReplicaSet Set(string ns) => cluster.Find<ReplicaSet>(KnownResources.ReplicaSets, ns, "set")!;
}
