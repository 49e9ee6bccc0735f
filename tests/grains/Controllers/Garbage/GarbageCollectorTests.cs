using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.Garbage;

public class GarbageCollectorTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    private static readonly Api.Objects.GroupResource ConfigMaps = new("", "configmaps");

    [Fact]
    public async Task In_the_background_dependents_follow_their_owner()
    {
        var ns = await DeploymentAsync(3);
        await DeleteDeploymentAsync(ns, "Background");
        await cluster.UntilAsync(() => IsEmpty(ns), "replica sets and pods are gone");
    }

    [Fact]
    public async Task In_the_foreground_the_owner_waits_for_its_dependents()
    {
        var ns = await DeploymentAsync(3);
        using var order = new GoingOrder(cluster.Replica, ns);
        await DeleteDeploymentAsync(ns, "Foreground");
        await cluster.UntilAsync(() => IsEmpty(ns) && Deployment(ns) is null, "all are gone");
        order.Resources.ShouldBe(["pods", "pods", "pods", "replicasets", "deployments"]);
    }

    [Fact]
    public async Task Orphans_stay_and_lose_their_owner()
    {
        var ns = await DeploymentAsync(2);
        await DeleteDeploymentAsync(ns, "Orphan");
        await cluster.UntilAsync(() => Deployment(ns) is null, "the deployment is gone");
        cluster.All<ReplicaSet>(KnownResources.ReplicaSets, ns).ShouldHaveSingleItem().Metadata.OwnerReferences.ShouldBeNull();
        cluster.Pods(ns).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_object_whose_owner_never_was_goes()
    {
        var ns = await cluster.NamespaceAsync();
        await CreateAsync(ns, "lost", Owner("nobody", "00000000-0000-0000-0000-000000000001"));
        await cluster.UntilAsync(() => Find(ns, "lost") is null, "it is collected");
    }

    [Fact]
    public async Task An_owner_of_the_same_name_but_another_uid_is_not_the_owner()
    {
        var ns = await cluster.NamespaceAsync();
        await CreateAsync(ns, "owner");
        await CreateAsync(ns, "lost", Owner("owner", "00000000-0000-0000-0000-000000000002"));
        await cluster.UntilAsync(() => Find(ns, "lost") is null, "it is collected");
        Find(ns, "owner").ShouldNotBeNull();
    }

    [Fact]
    public async Task One_owner_left_keeps_it()
    {
        var ns = await cluster.NamespaceAsync();
        var first = await CreateAsync(ns, "first");
        var second = await CreateAsync(ns, "second");
        await CreateAsync(ns, "shared", Owner("first", first.Metadata.Uid!), Owner("second", second.Metadata.Uid!));
        await cluster.Client.DeleteAsync(ConfigMaps.Key(ns, "first"), WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => Find(ns, "shared")!.Metadata.OwnerReferences!.Count == 1, "it loses one owner");
        await cluster.Client.DeleteAsync(ConfigMaps.Key(ns, "second"), WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => Find(ns, "shared") is null, "it is collected");
    }

    private async Task<string> DeploymentAsync(int replicas, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        if (cluster.Replica.List(KnownResources.Nodes).Count == 0)
        {
            await cluster.AddNodesAsync(2);
        }

        var ns = await cluster.NamespaceAsync(test);
        await cluster.Client.CreateAsync(Make.Deployment(ns, replicas), CancellationToken.None);
        await cluster.UntilAsync(() => Deployment(ns)!.Status.AvailableReplicas == replicas, "it is available");
        return ns;
    }

    private Task DeleteDeploymentAsync(string ns, string policy) =>
        cluster.Client.DeleteAsync(KnownResources.Deployments.Key(ns, "web"), new WriteOptions { PropagationPolicy = policy }, CancellationToken.None);

    private Deployment? Deployment(string ns) => cluster.Find<Deployment>(KnownResources.Deployments, ns, "web");

    private bool IsEmpty(string ns) => cluster.Pods(ns).Count == 0 && cluster.All<ReplicaSet>(KnownResources.ReplicaSets, ns).Count == 0;

    private ConfigMap? Find(string ns, string name) => cluster.Find<ConfigMap>(ConfigMaps, ns, name);

    private async Task<ConfigMap> CreateAsync(string ns, string name, params OwnerReference[] owners)
    {
        var map = new ConfigMap { Metadata = new ObjectMeta { Name = name, Namespace = ns, OwnerReferences = [.. owners] } };
        return JsonModel.Read<ConfigMap>(await cluster.Client.CreateAsync(map, CancellationToken.None));
    }

    private static OwnerReference Owner(string name, string uid) => new() { ApiVersion = "v1", Kind = "ConfigMap", Name = name, Uid = uid };
}
