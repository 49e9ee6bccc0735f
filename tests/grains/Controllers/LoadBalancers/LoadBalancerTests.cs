using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.LoadBalancers;

public class LoadBalancerTests : IAsyncLifetime
{
    private const string Finalizer = "service.kubernetes.io/load-balancer-cleanup";
    private readonly ControlPlaneFixture _cluster = new();

    public async Task InitializeAsync()
    {
        await _cluster.InitializeAsync();
        await NodeAsync("one", "192.0.2.1");
        await NodeAsync("two", "192.0.2.2", "198.51.100.2");
    }

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_load_balancer_answers_on_the_nodes_and_follows_them()
    {
        var ns = await _cluster.NamespaceAsync();
        await CreateAsync(ns, "web");
        await UntilAsync(ns, "web", "192.0.2.1,198.51.100.2");
        Find(ns, "web")!.Metadata.Finalizers.ShouldBe([Finalizer]);
        Find(ns, "web")!.Status.LoadBalancer.Ingress!.ShouldAllBe(ingress => ingress.IpMode == "VIP");
        await _cluster.UntilAsync(() => Reasons(ns).IsSupersetOf(["EnsuringLoadBalancer", "EnsuredLoadBalancer"]), "it is told");

        await _cluster.PatchAsync(KnownResources.Nodes.Key(null, "one"), "{'metadata':{'labels':{'node.kubernetes.io/exclude-from-external-load-balancers':''}}}");
        await UntilAsync(ns, "web", "198.51.100.2");
        await _cluster.SetReadyAsync("two", "False");
        await UntilAsync(ns, "web", "");
        await _cluster.UntilAsync(() => Reasons(ns).Contains("UnAvailableLoadBalancer"), "it is told");
        await _cluster.PatchAsync(KnownResources.Nodes.Key(null, "one"), "{'metadata':{'labels':{'node.kubernetes.io/exclude-from-external-load-balancers':null}}}");
        await UntilAsync(ns, "web", "192.0.2.1");

        await _cluster.PatchAsync(KnownResources.Services.Key(ns, "web"), "{'spec':{'type':'ClusterIP'}}");
        await _cluster.UntilAsync(() => Find(ns, "web") is { Metadata.Finalizers: null, Status.LoadBalancer.Ingress: null }, "it has none any more");
        await _cluster.UntilAsync(() => Reasons(ns).IsSupersetOf(["DeletingLoadBalancer", "DeletedLoadBalancer"]), "it is told");
    }

    [Fact]
    public async Task A_service_whose_traffic_stays_on_the_node_has_the_nodes_with_endpoints()
    {
        var ns = await _cluster.NamespaceAsync();
        await CreateAsync(ns, "web", spec => spec.ExternalTrafficPolicy = "Local");
        await _cluster.Client.CreateAsync(Make.Pod(ns, "a", spec => spec.NodeName = "one", new() { ["app"] = "web" }), CancellationToken.None);
        await UntilAsync(ns, "web", "192.0.2.1");
        await _cluster.Client.CreateAsync(Make.Pod(ns, "b", spec => spec.NodeName = "two", new() { ["app"] = "web" }), CancellationToken.None);
        await UntilAsync(ns, "web", "192.0.2.1,198.51.100.2");
        await _cluster.Client.DeleteAsync(KnownResources.Pods.Key(ns, "a"), WriteOptions.None, CancellationToken.None);
        await UntilAsync(ns, "web", "198.51.100.2");
    }

    [Fact]
    public async Task Other_classes_are_left_alone()
    {
        var ns = await _cluster.NamespaceAsync();
        await CreateAsync(ns, "other", spec => spec.LoadBalancerClass = "example.com/other");
        await CreateAsync(ns, "ours", spec => (spec.LoadBalancerClass, spec.Ports![0].Port) = ("orchestrator.io/node", 81));
        await UntilAsync(ns, "ours", "192.0.2.1,198.51.100.2");
        Find(ns, "other")!.Metadata.Finalizers.ShouldBeNull();
        Find(ns, "other")!.Status.LoadBalancer.Ingress.ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_services_that_want_a_port_one_has_it_until_it_goes()
    {
        var ns = await _cluster.NamespaceAsync();
        await CreateAsync(ns, "first");
        await UntilAsync(ns, "first", "192.0.2.1,198.51.100.2");
        await CreateAsync(ns, "second");
        await _cluster.UntilAsync(() => Reasons(ns).Contains("SyncLoadBalancerFailed"), "the second is refused");
        _cluster.All<Event>(KnownResources.Events, ns).Find(e => e.Reason == "SyncLoadBalancerFailed")!.Message
            .ShouldBe($"Error syncing load balancer: failed to ensure load balancer: port 80/TCP of the nodes is used by service {ns}/first");
        Addresses(ns, "second").ShouldBe("");
        await _cluster.Client.DeleteAsync(KnownResources.Services.Key(ns, "first"), WriteOptions.None, CancellationToken.None);
        await UntilAsync(ns, "second", "192.0.2.1,198.51.100.2");
        await _cluster.UntilAsync(() => Find(ns, "first") is null, "the first is gone");
    }

    private HashSet<string> Reasons(string ns) => [.. _cluster.All<Event>(KnownResources.Events, ns).Select(e => e.Reason!)];

    private Service? Find(string ns, string name) => _cluster.Find<Service>(KnownResources.Services, ns, name);

    private string Addresses(string ns, string name) => string.Join(',', (Find(ns, name)?.Status.LoadBalancer.Ingress ?? []).Select(ingress => ingress.Ip));

    private Task UntilAsync(string ns, string name, string addresses) => _cluster.UntilAsync(() => Addresses(ns, name) == addresses, $"{name} is at {addresses}");

    private async Task NodeAsync(string name, string ip, string? external = null)
    {
        await _cluster.AddNodeAsync(name);
        var second = external is null ? "" : $",{{'type':'ExternalIP','address':'{external}'}}";
        await _cluster.PatchAsync(KnownResources.Nodes.Key(null, name), $"{{'status':{{'addresses':[{{'type':'InternalIP','address':'{ip}'}}{second}]}}}}", "status");
    }

    private Task CreateAsync(string ns, string name, Action<ServiceSpec>? also = null)
    {
        var spec = new ServiceSpec { Type = "LoadBalancer", Selector = new() { ["app"] = "web" }, Ports = [new ServicePort { Port = 80 }] };
        also?.Invoke(spec);
        return _cluster.Client.CreateAsync(new Service { Metadata = new ObjectMeta { Name = name, Namespace = ns }, Spec = spec }, CancellationToken.None);
    }
}
