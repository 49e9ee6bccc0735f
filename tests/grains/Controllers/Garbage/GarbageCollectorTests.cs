using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Scheduling.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.Garbage;

public class GarbageCollectorTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    private static readonly Api.Objects.GroupResource ConfigMaps = new("", "configmaps");
    private static readonly Api.Objects.GroupResource PriorityClasses = new("scheduling.k8s.io", "priorityclasses");

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

    [Fact]
    public async Task An_owner_in_another_namespace_is_none_and_the_event_says_so()
    {
        var ns = await cluster.NamespaceAsync();
        var owner = await CreateAsync("default", "elsewhere");
        await CreateAsync(ns, "lost", Owner("elsewhere", owner.Metadata.Uid!));
        await cluster.UntilAsync(() => Find(ns, "lost") is null, "it is collected");
        Find("default", "elsewhere").ShouldNotBeNull();
        await cluster.UntilAsync(() => cluster.All<Event>(KnownResources.Events, ns).Count == 1, "the event is there");
        var told = cluster.All<Event>(KnownResources.Events, ns)[0];
        (told.Type, told.Reason, told.InvolvedObject.Name, told.Source!.Component).ShouldBe(("Warning", "OwnerRefInvalidNamespace", "lost", "garbage-collector-controller"));
        told.Message.ShouldBe($"ownerRef [v1/ConfigMap, namespace: {ns}, name: elsewhere, uid: {owner.Metadata.Uid}] does not exist in namespace \"{ns}\"");
    }

    [Fact]
    public async Task An_object_without_a_namespace_is_not_deleted_for_an_owner_with_one()
    {
        var ns = await cluster.NamespaceAsync();
        var owner = await CreateAsync(ns, "owner");
        await cluster.Client.CreateAsync(Priority("wide", Owner("owner", owner.Metadata.Uid!)), CancellationToken.None);
        await cluster.UntilAsync(() => cluster.All<Event>(KnownResources.Events, "default").Exists(told => told.InvolvedObject.Name == "wide"), "the event is there");
        await cluster.Client.DeleteAsync(ConfigMaps.Key(ns, "owner"), WriteOptions.None, CancellationToken.None);
        await CreateAsync(ns, "after", Owner("nobody", "00000000-0000-0000-0000-000000000001"));
        await cluster.UntilAsync(() => Find(ns, "after") is null, "what came later is collected");
        cluster.Find<PriorityClass>(PriorityClasses, null, "wide").ShouldNotBeNull();
    }

    [Fact]
    public async Task An_owner_without_a_namespace_has_dependents_in_all()
    {
        var ns = await cluster.NamespaceAsync();
        var owner = JsonModel.Read<PriorityClass>(await cluster.Client.CreateAsync(Priority("owner-of-many"), CancellationToken.None));
        var reference = new OwnerReference { ApiVersion = "scheduling.k8s.io/v1", Kind = "PriorityClass", Name = "owner-of-many", Uid = owner.Metadata.Uid! };
        await CreateAsync(ns, "one", reference);
        await CreateAsync("default", "two", reference);
        await cluster.Client.CreateAsync(Priority("three", reference), CancellationToken.None);
        await cluster.Client.DeleteAsync(PriorityClasses.Key(null, "owner-of-many"), WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => Find(ns, "one") is null && Find("default", "two") is null && cluster.Find<PriorityClass>(PriorityClasses, null, "three") is null, "all are collected");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task A_circle_goes_though_each_in_it_waits_for_the_next(int size)
    {
        var ns = await cluster.NamespaceAsync($"circle-of-{size}");
        await CircleAsync(ns, size);
        await DeleteAsync(ns, "m0", "Foreground");
        await cluster.UntilAsync(() => cluster.All<ConfigMap>(ConfigMaps, ns).Count == 0, "all are gone");
    }

    [Fact]
    public async Task A_circle_goes_also_when_all_in_it_are_told_to_wait_at_once()
    {
        var ns = await cluster.NamespaceAsync();
        await CircleAsync(ns, 4);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => DeleteAsync(ns, $"m{i}", "Foreground")));
        await cluster.UntilAsync(() => cluster.All<ConfigMap>(ConfigMaps, ns).Count == 0, "all are gone");
    }

    [Fact]
    public async Task In_the_foreground_only_those_that_block_are_waited_for()
    {
        var ns = await cluster.NamespaceAsync();
        var owner = await CreateAsync(ns, "owner");
        await CreateAsync(ns, "blocks", Owner("owner", owner.Metadata.Uid!, blocks: true));
        var held = new ConfigMap { Metadata = new ObjectMeta { Name = "held", Namespace = ns, Finalizers = ["example.com/hold"], OwnerReferences = [Owner("owner", owner.Metadata.Uid!)] } };
        await cluster.Client.CreateAsync(held, CancellationToken.None);
        await DeleteAsync(ns, "owner", "Foreground");
        await cluster.UntilAsync(() => Find(ns, "owner") is null, "the owner is gone");
        Find(ns, "blocks").ShouldBeNull();
        await cluster.UntilAsync(() => Find(ns, "held") is { Metadata.DeletionTimestamp: not null }, "the other goes in its own time");
        await cluster.PatchAsync(ConfigMaps.Key(ns, "held"), "{'metadata':{'finalizers':null}}");
    }

    [Fact]
    public async Task A_dependent_that_another_owner_keeps_does_not_hold_up_the_one_that_goes()
    {
        var ns = await cluster.NamespaceAsync();
        var first = await CreateAsync(ns, "first");
        var second = await CreateAsync(ns, "second");
        await CreateAsync(ns, "shared", Owner("first", first.Metadata.Uid!, blocks: true), Owner("second", second.Metadata.Uid!, blocks: true));
        await DeleteAsync(ns, "first", "Foreground");
        await cluster.UntilAsync(() => Find(ns, "first") is null, "the owner is gone");
        Find(ns, "shared")!.Metadata.OwnerReferences!.ShouldHaveSingleItem().Name.ShouldBe("second");
    }

    private async Task CircleAsync(string ns, int size)
    {
        var uids = new List<string>();
        for (var i = 0; i < size; i++)
        {
            uids.Add((await CreateAsync(ns, $"m{i}", i == 0 ? [] : [Owner($"m{i - 1}", uids[i - 1], blocks: true)])).Metadata.Uid!);
        }

        await cluster.PatchAsync(
            ConfigMaps.Key(ns, "m0"),
            $"{{'metadata':{{'ownerReferences':[{{'apiVersion':'v1','kind':'ConfigMap','name':'m{size - 1}','uid':'{uids[^1]}','blockOwnerDeletion':true}}]}}}}");
    }

    private Task DeleteAsync(string ns, string name, string policy) =>
        cluster.Client.DeleteAsync(ConfigMaps.Key(ns, name), new WriteOptions { PropagationPolicy = policy }, CancellationToken.None);

    private static PriorityClass Priority(string name, params OwnerReference[] owners) =>
        new() { Metadata = new ObjectMeta { Name = name, OwnerReferences = [.. owners] }, Value = 1 };

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

    private static OwnerReference Owner(string name, string uid, bool blocks = false) =>
        new() { ApiVersion = "v1", Kind = "ConfigMap", Name = name, Uid = uid, BlockOwnerDeletion = blocks ? true : null };
}
