using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.ReplicationControllers;

public class ReplicationControllerTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task It_has_as_many_pods_as_asked_for()
    {
        var ns = await CreateAsync(3);
        await UntilAsync(ns, 3);
        var pod = cluster.Pods(ns)[0];
        var owner = pod.Metadata.OwnerReferences.ShouldNotBeNull().ShouldHaveSingleItem();
        (owner.ApiVersion, owner.Kind, owner.Name, owner.Controller).ShouldBe(("v1", "ReplicationController", "set", true));
        await cluster.PatchAsync(KnownResources.ReplicationControllers.Key(ns, "set"), "{'spec':{'replicas':1}}");
        await UntilAsync(ns, 1);
        await cluster.Client.DeleteAsync(KnownResources.Pods.Key(ns, cluster.Pods(ns)[0].Metadata.Name!), WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => cluster.All<Event>(KnownResources.Events, ns).Count(e => e.Reason == "SuccessfulCreate") >= 4, "another took its place");
        await UntilAsync(ns, 1);
    }

    [Fact]
    public async Task It_adopts_and_releases_pods()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Make.Pod(ns, "stray", labels: new() { ["app"] = "set" }), CancellationToken.None);
        await EnsureNodesAsync();
        await cluster.Client.CreateAsync(Make.ReplicationController(ns, 2), CancellationToken.None);
        await UntilAsync(ns, 2);
        cluster.Find<Pod>(KnownResources.Pods, ns, "stray")!.Metadata.OwnerReferences.ShouldNotBeNull().ShouldHaveSingleItem().Kind.ShouldBe("ReplicationController");
        await cluster.PatchAsync(KnownResources.Pods.Key(ns, "stray"), "{'metadata':{'labels':{'app':'other'}}}");
        await cluster.UntilAsync(
            () => cluster.Pods(ns).Count == 3 && cluster.Find<Pod>(KnownResources.Pods, ns, "stray")!.Metadata.OwnerReferences is null or { Count: 0 },
            "it lost its owner, and another took its place");
    }

    [Fact]
    public async Task What_keeps_it_from_its_pods_is_a_condition()
    {
        var ns = await cluster.NamespaceAsync();
        var controller = Make.ReplicationController(ns, 1);
        await cluster.Client.CreateAsync(new ResourceQuota { Metadata = new() { Name = "none", Namespace = ns }, Spec = new() { Hard = new() { ["pods"] = Quantity.FromValue(0) } } }, CancellationToken.None);
        await cluster.UntilAsync(() => cluster.Find<ResourceQuota>(new("", "resourcequotas"), ns, "none")!.Status.Hard is not null, "the quota holds");
        await cluster.Client.CreateAsync(controller, CancellationToken.None);
        await cluster.UntilAsync(() => Find(ns).Status.Conditions is [{ Type: "ReplicaFailure", Status: "True", Reason: "FailedCreate" }], "it says why");
        await cluster.Client.DeleteAsync(new("", "resourcequotas", ns, "none"), WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => Find(ns).Status is { Conditions: null or { Count: 0 }, Replicas: 1 }, "the condition goes with its cause");
    }

    private async Task EnsureNodesAsync()
    {
        if (cluster.Replica.List(KnownResources.Nodes).Count == 0)
        {
            await cluster.AddNodesAsync(3);
        }
    }

    private async Task<string> CreateAsync(int replicas, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        await EnsureNodesAsync();
        var ns = await cluster.NamespaceAsync(test);
        await cluster.Client.CreateAsync(Make.ReplicationController(ns, replicas), CancellationToken.None);
        return ns;
    }

    private Task UntilAsync(string ns, int count) =>
        cluster.UntilAsync(
            () => Find(ns) is { } found && found.Status.Replicas == count && found.Status.ReadyReplicas == count && found.Status.AvailableReplicas == count
                && found.Status.ObservedGeneration == found.Metadata.Generation && found.Status.FullyLabeledReplicas == count
                && cluster.Pods(ns).Count(pod => pod.Metadata.OwnerReferences is { Count: > 0 }) == count,
            $"{count} pods are available");

    private ReplicationController Find(string ns) => cluster.Find<ReplicationController>(KnownResources.ReplicationControllers, ns, "set")!;
}
