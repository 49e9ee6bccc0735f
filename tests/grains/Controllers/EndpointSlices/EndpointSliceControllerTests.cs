using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Discovery.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.ServicePods;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.EndpointSlices;

public class EndpointSliceControllerTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task A_service_without_pods_has_one_empty_slice()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Web(ns, also: service => service.Metadata.Labels = new() { ["team"] = "red" }), CancellationToken.None);
        await cluster.UntilAsync(() => Slices(ns).Count == 1, "the slice is there");
        var slice = Slices(ns)[0];
        slice.Endpoints.ShouldBeEmpty();
        slice.Ports.ShouldBeEmpty();
        slice.AddressType.ShouldBe("IPv4");
        slice.Metadata.GenerateName.ShouldBe("web-");
        slice.Metadata.Labels.ShouldBe(new Dictionary<string, string>
        {
            ["team"] = "red",
            ["kubernetes.io/service-name"] = "web",
            ["endpointslice.kubernetes.io/managed-by"] = "endpointslice-controller.k8s.io",
        }, ignoreOrder: true);
        slice.Metadata.OwnerReferences!.ShouldHaveSingleItem().Controller.ShouldBe(true);
        slice.Metadata.Annotations!.ShouldContainKey("endpoints.kubernetes.io/last-change-trigger-time");
    }

    [Fact]
    public async Task Pods_come_go_and_change_in_one_slice()
    {
        await cluster.AddNodeAsync("es-one", also: node => node.Metadata.Labels!["topology.kubernetes.io/zone"] = "z1");
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Web(ns), CancellationToken.None);
        await cluster.UntilAsync(() => Slices(ns).Count == 1, "the slice is there");
        var name = Slices(ns)[0].Metadata.Name;
        await PodAsync(ns, "a", "es-one", "10.0.0.1");
        await cluster.UntilAsync(() => Slices(ns)[0].Endpoints is [{ Conditions.Ready: true }], "the pod is an endpoint");
        var endpoint = Slices(ns)[0].Endpoints[0];
        (endpoint.NodeName, endpoint.Zone, endpoint.TargetRef!.Name, endpoint.Addresses[0]).ShouldBe(("es-one", "z1", "a", "10.0.0.1"));
        (endpoint.Conditions.Serving, endpoint.Conditions.Terminating).ShouldBe((true, false));
        Slices(ns)[0].Ports.ShouldHaveSingleItem().Port.ShouldBe(8080);

        await ReadyAsync(ns, "a", "False");
        await cluster.UntilAsync(() => Slices(ns)[0].Endpoints is [{ Conditions: { Ready: false, Serving: false, Terminating: false } }], "it is not ready");
        await ReadyAsync(ns, "a", "True");
        await cluster.Client.DeleteAsync(KnownResources.Pods.Key(ns, "a"), new WriteOptions { GracePeriodSeconds = 30 }, CancellationToken.None);
        await cluster.UntilAsync(() => Slices(ns)[0].Endpoints is [{ Conditions: { Ready: false, Serving: true, Terminating: true } }], "it is going");
        await cluster.Client.DeleteAsync(KnownResources.Pods.Key(ns, "a"), new WriteOptions { GracePeriodSeconds = 0 }, CancellationToken.None);
        await cluster.UntilAsync(() => Slices(ns)[0].Endpoints.Count == 0, "it is gone");
        Slices(ns).ShouldHaveSingleItem().Metadata.Name.ShouldBe(name);
    }

    [Fact]
    public async Task A_dual_stack_service_has_slices_of_both_families()
    {
        await cluster.AddNodeAsync("es-dual");
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(
            new ServiceCIDR { Metadata = new ObjectMeta { Name = "v6" }, Spec = new ServiceCIDRSpec { Cidrs = ["fd00:9::/112"] } }, CancellationToken.None);
        await cluster.UntilAsync(() => cluster.Find<ServiceCIDR>(NetworkResources.ServiceCIDRs, null, "v6")!.Status.Conditions is { Count: > 0 }, "there are addresses of both families");
        await cluster.Client.CreateAsync(
            Web(ns, also: service => (service.Spec.ClusterIP, service.Spec.IpFamilies, service.Spec.IpFamilyPolicy) = ("None", ["IPv4", "IPv6"], "PreferDualStack")),
            CancellationToken.None);
        await PodAsync(ns, "a", "es-dual", "10.0.0.1", "fd00::1");
        await cluster.UntilAsync(() => Slices(ns).Count == 2 && Slices(ns).TrueForAll(slice => slice.Endpoints.Count == 1), "both are there");
        Slices(ns).Select(slice => (slice.AddressType, slice.Endpoints[0].Addresses[0])).ShouldBe([("IPv4", "10.0.0.1"), ("IPv6", "fd00::1")], ignoreOrder: true);
        Slices(ns).ShouldAllBe(slice => slice.Metadata.Labels!.ContainsKey("service.kubernetes.io/headless"));
    }

    [Fact]
    public async Task Pods_that_give_a_named_port_other_numbers_are_in_other_slices()
    {
        await cluster.AddNodeAsync("es-ports");
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Web(ns, "http"), CancellationToken.None);
        await PodAsync(ns, "a", "es-ports", "10.0.0.1", port: 8001);
        await PodAsync(ns, "b", "es-ports", "10.0.0.2", port: 8002);
        await PodAsync(ns, "c", "es-ports", "10.0.0.3");
        await cluster.UntilAsync(() => Slices(ns).Sum(slice => slice.Endpoints.Count) == 3, "all are there");
        Slices(ns).Select(slice => (slice.Ports.FirstOrDefault()?.Port, slice.Endpoints[0].TargetRef!.Name))
            .ShouldBe([(8001, "a"), (8002, "b"), (null, "c")], ignoreOrder: true);
    }

    [Theory]
    [InlineData("PreferClose", "z1", null)]
    [InlineData("PreferSameZone", "z1", null)]
    [InlineData("PreferSameNode", "z1", "es-near")]
    public async Task Endpoints_say_for_whom_they_are_first(string distribution, string zone, string? node)
    {
        if (cluster.Replica.Get(KnownResources.Nodes.Key(null, "es-near")) is null)
        {
            await cluster.AddNodeAsync("es-near", also: made => made.Metadata.Labels!["topology.kubernetes.io/zone"] = "z1");
        }

        var ns = await cluster.NamespaceAsync("near-" + distribution);
        await cluster.Client.CreateAsync(Web(ns, also: service => service.Spec.TrafficDistribution = distribution), CancellationToken.None);
        await PodAsync(ns, "a", "es-near", "10.0.0.1");
        await cluster.UntilAsync(() => Slices(ns) is [{ Endpoints: [{ Hints: not null }] }], "it has a hint");
        var hints = Slices(ns)[0].Endpoints[0].Hints!;
        hints.ForZones!.ShouldHaveSingleItem().Name.ShouldBe(zone);
        (hints.ForNodes?[0].Name).ShouldBe(node);
    }

    [Fact]
    public async Task A_service_that_publishes_all_addresses_has_endpoints_that_are_not_ready()
    {
        await cluster.AddNodeAsync("es-all");
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(
            Web(ns, also: service => (service.Spec.ClusterIP, service.Spec.PublishNotReadyAddresses) = ("None", true)), CancellationToken.None);
        await PodAsync(ns, "a", "es-all", "10.0.0.1", ready: "False", also: spec => (spec.Hostname, spec.Subdomain) = ("first", "web"));
        await cluster.UntilAsync(() => Ipv4(ns)?.Endpoints.Count == 1, "it is there");
        var endpoint = Ipv4(ns)!.Endpoints[0];
        (endpoint.Conditions.Ready, endpoint.Conditions.Serving, endpoint.Hostname).ShouldBe((true, false, "first"));
    }

    [Fact]
    public async Task A_pod_that_ended_or_whose_labels_changed_is_no_endpoint()
    {
        await cluster.AddNodeAsync("es-ended");
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Web(ns), CancellationToken.None);
        await PodAsync(ns, "a", "es-ended", "10.0.0.1");
        await PodAsync(ns, "b", "es-ended", "10.0.0.2");
        await PodAsync(ns, "c", "es-ended", "10.0.0.3");
        await cluster.UntilAsync(() => Targets(ns) == "a,b,c", "all are there");
        await cluster.PatchAsync(KnownResources.Pods.Key(ns, "a"), "{'status':{'phase':'Succeeded'}}", "status");
        await cluster.PatchAsync(KnownResources.Pods.Key(ns, "b"), "{'metadata':{'labels':{'app':'other'}}}");
        await cluster.UntilAsync(() => Targets(ns) == "c", "one is left");
        await cluster.PatchAsync(KnownResources.Services.Key(ns, "web"), "{'spec':{'selector':{'app':'other'}}}");
        await cluster.UntilAsync(() => Targets(ns) == "b", "the selector counts");
    }

    [Fact]
    public async Task Slices_of_a_service_without_selector_and_those_of_others_are_left_alone()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Web(ns, also: service => service.Spec.Selector = null), CancellationToken.None);
        await cluster.Client.CreateAsync(
            new EndpointSlice
            {
                Metadata = new ObjectMeta { Name = "mine", Namespace = ns, Labels = new() { ["kubernetes.io/service-name"] = "web" } },
                AddressType = "IPv4",
                Endpoints = [new Endpoint { Addresses = ["192.0.2.1"] }],
            },
            CancellationToken.None);
        await cluster.Client.CreateAsync(Web(ns, name: "other"), CancellationToken.None);
        await cluster.UntilAsync(() => Slices(ns).Count == 2, "the other service has its slice");
        Slices(ns).ShouldContain(slice => slice.Metadata.Name == "mine" && slice.Endpoints.Count == 1);
    }

    [Fact]
    public async Task What_somebody_changes_in_a_slice_is_set_right()
    {
        await cluster.AddNodeAsync("es-right");
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Web(ns), CancellationToken.None);
        await PodAsync(ns, "a", "es-right", "10.0.0.1");
        await cluster.UntilAsync(() => Targets(ns) == "a", "it is there");
        await cluster.PatchAsync(KnownResources.EndpointSlices.Key(ns, Slices(ns)[0].Metadata.Name!), "{'endpoints':[],'metadata':{'labels':{'x':'y'}}}");
        await cluster.UntilAsync(() => Targets(ns) == "a" && !Slices(ns)[0].Metadata.Labels!.ContainsKey("x"), "it is right again");
        await cluster.Client.DeleteAsync(KnownResources.EndpointSlices.Key(ns, Slices(ns)[0].Metadata.Name!), WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => Slices(ns).Count == 1 && Targets(ns) == "a", "it is there again");
        await cluster.Client.DeleteAsync(KnownResources.Services.Key(ns, "web"), WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => Slices(ns).Count == 0, "it goes with its service");
    }

    [Fact]
    public async Task A_rollout_ends_with_every_pod_once()
    {
        await cluster.AddNodesAsync(3, "es-roll-");
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Web(ns), CancellationToken.None);
        await cluster.Client.CreateAsync(Make.Deployment(ns, 120), CancellationToken.None);
        await cluster.UntilAsync(() => Ready(ns) == 120, "all pods are endpoints");
        await cluster.PatchAsync(KnownResources.Deployments.Key(ns, "web"), "{'spec':{'replicas':30,'template':{'metadata':{'labels':{'v':'2'}}}}}");
        await cluster.UntilAsync(
            () => cluster.Pods(ns).Count == 30
                && cluster.Pods(ns).TrueForAll(pod => pod.Metadata.Labels!.ContainsKey("v") && pod.Status.Phase == "Running")
                && Ready(ns) == 30
                && Slices(ns).SelectMany(slice => slice.Endpoints).Select(endpoint => endpoint.TargetRef!.Uid!).Order()
                    .SequenceEqual(cluster.Pods(ns).Select(pod => pod.Metadata.Uid!).Order()),
            "the new pods are endpoints, each once, and no other");
        Slices(ns).ShouldAllBe(slice => slice.Endpoints.Count <= 100);
    }

    private int Ready(string ns) => Slices(ns).Sum(slice => slice.Endpoints.Count(endpoint => endpoint.Conditions.Ready == true));

    private List<EndpointSlice> Slices(string ns) => cluster.All<EndpointSlice>(KnownResources.EndpointSlices, ns);

    private EndpointSlice? Ipv4(string ns) => Slices(ns).Find(slice => slice.AddressType == "IPv4");

    private string Targets(string ns) => string.Join(',', Slices(ns).SelectMany(slice => slice.Endpoints).Select(endpoint => endpoint.TargetRef?.Name).Order());

    private Task ReadyAsync(string ns, string name, string ready) =>
        cluster.PatchAsync(KnownResources.Pods.Key(ns, name), $"{{'status':{{'conditions':[{{'type':'Ready','status':'{ready}'}}]}}}}", "status");

    private async Task PodAsync(
        string ns, string name, string node, string ip, string? second = null, int? port = null, string ready = "True", Action<PodSpec>? also = null)
    {
        var pod = Make.Pod(
            ns,
            name,
            spec =>
            {
                spec.NodeName = node;
                spec.Containers[0].Ports = port is { } number ? [new ContainerPort { Name = "http", ContainerPortValue = number }] : null;
                also?.Invoke(spec);
            },
            new() { ["app"] = "web" });
        cluster.Kubelet.IsDown = static name => name.StartsWith("es-", StringComparison.Ordinal) && !name.StartsWith("es-roll", StringComparison.Ordinal);
        await cluster.Client.CreateAsync(pod, CancellationToken.None);
        var ips = second is null ? $"[{{'ip':'{ip}'}}]" : $"[{{'ip':'{ip}'}},{{'ip':'{second}'}}]";
        await cluster.PatchAsync(
            KnownResources.Pods.Key(ns, name),
            $"{{'status':{{'phase':'Running','podIP':'{ip}','podIPs':{ips},'conditions':[{{'type':'Ready','status':'{ready}','lastTransitionTime':'2026-01-02T03:04:05Z'}}]}}}}",
            "status");
    }

    private static Service Web(string ns, IntOrString? target = null, string name = "web", Action<Service>? also = null)
    {
        var service = new Service
        {
            Metadata = new ObjectMeta { Name = name, Namespace = ns },
            Spec = new ServiceSpec { Selector = new() { ["app"] = "web" }, Ports = [new ServicePort { Port = 80, TargetPort = target ?? 8080 }] },
        };
        also?.Invoke(service);
        return service;
    }
}
