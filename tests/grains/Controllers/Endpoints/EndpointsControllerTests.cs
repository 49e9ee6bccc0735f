using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.ServicePods;
using Orchestrator.Grains.Tests.ControlPlane;
using Model = Orchestrator.Api.Models.Core.V1.Endpoints;

namespace Orchestrator.Grains.Tests.Controllers.Endpoints;

public class EndpointsControllerTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task Pods_are_addresses_ready_or_not()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Service(ns), CancellationToken.None);
        await cluster.UntilAsync(() => Find(ns) is { Subsets: null }, "endpoints without pods are empty");
        Find(ns)!.Metadata.Labels.ShouldBe(new Dictionary<string, string> { ["endpoints.kubernetes.io/managed-by"] = "endpoint-controller" });
        await PodAsync(ns, "b", "10.0.0.2", "True");
        await PodAsync(ns, "a", "10.0.0.1", "True");
        await PodAsync(ns, "c", "10.0.0.3", "False");
        await cluster.UntilAsync(() => Find(ns)!.Subsets is [{ Addresses.Count: 2, NotReadyAddresses.Count: 1 }], "all are there");
        var subset = Find(ns)!.Subsets![0];
        subset.Addresses!.Select(address => (address.Ip, address.TargetRef!.Name, address.NodeName)).ShouldBe([("10.0.0.1", "a", "n"), ("10.0.0.2", "b", "n")]);
        subset.NotReadyAddresses![0].Ip.ShouldBe("10.0.0.3");
        subset.Ports!.Select(port => (port.Name, port.Port, port.Protocol)).ShouldBe([("http", 8080, "TCP"), ("dns", 53, "UDP")]);
        await cluster.Client.DeleteAsync(KnownResources.Pods.Key(ns, "a"), new WriteOptions { GracePeriodSeconds = 30 }, CancellationToken.None);
        await cluster.UntilAsync(() => Find(ns)!.Subsets is [{ Addresses: [{ Ip: "10.0.0.2" }] }], "a pod that is going is no endpoint");
    }

    [Fact]
    public async Task Endpoints_go_with_their_service_and_come_back_when_deleted()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Service(ns, service => service.Spec.ClusterIP = "None"), CancellationToken.None);
        await cluster.UntilAsync(() => Find(ns) is not null, "they are there");
        Find(ns)!.Metadata.Labels!.ShouldContainKey("service.kubernetes.io/headless");
        var uid = Find(ns)!.Metadata.Uid;
        await cluster.Client.DeleteAsync(NetworkResources.Endpoints.Key(ns, "web"), WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => Find(ns) is { } again && again.Metadata.Uid != uid, "they are back");
        await cluster.Client.DeleteAsync(KnownResources.Services.Key(ns, "web"), WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => Find(ns) is null, "they are gone");
    }

    [Fact]
    public async Task Endpoints_without_a_service_and_those_of_a_service_without_selector_are_left_alone()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(new Model { Metadata = new ObjectMeta { Name = "alone", Namespace = ns } }, CancellationToken.None);
        await cluster.Client.CreateAsync(Service(ns, service => service.Spec.Selector = null), CancellationToken.None);
        await cluster.Client.CreateAsync(
            new Model { Metadata = new ObjectMeta { Name = "web", Namespace = ns }, Subsets = [new EndpointSubset { Addresses = [new EndpointAddress { Ip = "192.0.2.7" }] }] },
            CancellationToken.None);
        await cluster.Client.CreateAsync(Service(ns, service => service.Metadata.Name = "other"), CancellationToken.None);
        await cluster.UntilAsync(() => cluster.Replica.Get(NetworkResources.Endpoints.Key(ns, "other")) is not null, "the other one's are there");
        Find(ns)!.Subsets![0].Addresses![0].Ip.ShouldBe("192.0.2.7");
        await cluster.Client.DeleteAsync(KnownResources.Services.Key(ns, "web"), WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => Find(ns) is null, "a service that is deleted takes them along");
        cluster.Replica.Get(NetworkResources.Endpoints.Key(ns, "alone")).ShouldNotBeNull();
    }

    private Model? Find(string ns) => cluster.Find<Model>(NetworkResources.Endpoints, ns, "web");

    private async Task PodAsync(string ns, string name, string ip, string ready)
    {
        cluster.Kubelet.IsDown = static _ => true;
        await cluster.Client.CreateAsync(Make.Pod(ns, name, spec => spec.NodeName = "n", new() { ["app"] = "web" }), CancellationToken.None);
        await cluster.PatchAsync(
            KnownResources.Pods.Key(ns, name),
            $"{{'status':{{'phase':'Running','podIP':'{ip}','podIPs':[{{'ip':'{ip}'}}],'conditions':[{{'type':'Ready','status':'{ready}'}}]}}}}",
            "status");
    }

    private static Service Service(string ns, Action<Service>? also = null)
    {
        var service = new Service
        {
            Metadata = new ObjectMeta { Name = "web", Namespace = ns },
            Spec = new ServiceSpec
            {
                Selector = new() { ["app"] = "web" },
                Ports = [new ServicePort { Name = "http", Port = 80, TargetPort = 8080 }, new ServicePort { Name = "dns", Port = 53, Protocol = "UDP" }],
            },
        };
        also?.Invoke(service);
        return service;
    }
}
