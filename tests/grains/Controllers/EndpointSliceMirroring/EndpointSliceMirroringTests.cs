using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Discovery.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.EndpointSliceMirroring;
using Orchestrator.Grains.Controllers.ServicePods;
using Orchestrator.Grains.Tests.ControlPlane;
using Model = Orchestrator.Api.Models.Core.V1.Endpoints;
using Port = Orchestrator.Api.Models.Core.V1.EndpointPort;

namespace Orchestrator.Grains.Tests.Controllers.EndpointSliceMirroring;

public class EndpointSliceMirroringTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task Endpoints_made_by_hand_become_slices_and_follow_them()
    {
        var ns = await cluster.NamespaceAsync();
        await ServiceAsync(ns);
        await cluster.Client.CreateAsync(
            Endpoints(ns, made => (made.Metadata.Labels, made.Metadata.Annotations) =
                (new() { ["team"] = "red" }, new() { ["note"] = "x", ["kubectl.kubernetes.io/last-applied-configuration"] = "{}" })),
            CancellationToken.None);
        await cluster.UntilAsync(() => Slices(ns).Count == 2, "a slice of each family is there");
        var v4 = Slices(ns).Find(slice => slice.AddressType == "IPv4")!;
        v4.Endpoints.Select(endpoint => (endpoint.Addresses[0], endpoint.Conditions.Ready)).ShouldBe([("192.0.2.1", true), ("192.0.2.2", false)]);
        v4.Ports.ShouldHaveSingleItem().Port.ShouldBe(80);
        v4.Metadata.Labels.ShouldBe(
            new Dictionary<string, string>
            {
                ["team"] = "red",
                ["kubernetes.io/service-name"] = "web",
                ["endpointslice.kubernetes.io/managed-by"] = "endpointslicemirroring-controller.k8s.io",
            },
            ignoreOrder: true);
        v4.Metadata.Annotations.ShouldBe(new Dictionary<string, string> { ["note"] = "x" });
        v4.Metadata.OwnerReferences!.ShouldHaveSingleItem().Kind.ShouldBe("Endpoints");

        await cluster.PatchAsync(NetworkResources.Endpoints.Key(ns, "web"), "{'subsets':[{'addresses':[{'ip':'192.0.2.9'}],'ports':[{'port':81}]}]}");
        await cluster.UntilAsync(() => Slices(ns) is [{ Endpoints: [{ Addresses: ["192.0.2.9"] }], Ports: [{ Port: 81 }] }], "they follow");
        await cluster.PatchAsync(NetworkResources.Endpoints.Key(ns, "web"), "{'subsets':null}");
        await cluster.UntilAsync(() => Slices(ns).Count == 0, "nothing is left of nothing");
    }

    [Theory]
    [InlineData("{'metadata':{'labels':{'endpointslice.kubernetes.io/skip-mirror':'true'}}}")]
    [InlineData("{'metadata':{'annotations':{'control-plane.alpha.kubernetes.io/leader':'{}'}}}")]
    public async Task Endpoints_that_say_so_are_not_mirrored_any_more(string patch)
    {
        var ns = await cluster.NamespaceAsync("skip-" + patch.GetHashCode(StringComparison.Ordinal).ToString("x8", System.Globalization.CultureInfo.InvariantCulture));
        await ServiceAsync(ns);
        await cluster.Client.CreateAsync(Endpoints(ns), CancellationToken.None);
        await cluster.UntilAsync(() => Slices(ns).Count == 2, "they are mirrored");
        await cluster.PatchAsync(NetworkResources.Endpoints.Key(ns, "web"), patch);
        await cluster.UntilAsync(() => Slices(ns).Count == 0, "the slices are gone");
    }

    [Fact]
    public async Task Endpoints_are_mirrored_from_when_their_service_is_there_until_it_gets_a_selector()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Endpoints(ns), CancellationToken.None);
        await ServiceAsync(ns);
        await cluster.UntilAsync(() => Slices(ns).Count == 2, "they are mirrored");
        await cluster.PatchAsync(KnownResources.Services.Key(ns, "web"), "{'spec':{'selector':{'app':'web'}}}");
        await cluster.UntilAsync(
            () => Slices(ns) is [{ Metadata.Labels: { } labels }] && labels["endpointslice.kubernetes.io/managed-by"] == "endpointslice-controller.k8s.io",
            "the service's own slice is there alone");
    }

    [Fact]
    public void A_subset_is_mirrored_up_to_the_maximum_ready_addresses_first()
    {
        var mirrored = MirroredEndpoints.Of(
            new Model
            {
                Subsets =
                [
                    new EndpointSubset
                    {
                        Addresses = [new EndpointAddress { Ip = "10.0.0.1" }, new EndpointAddress { Ip = "nonsense" }],
                        NotReadyAddresses = [new EndpointAddress { Ip = "10.0.0.2" }, new EndpointAddress { Ip = "10.0.0.3" }],
                    },
                ],
            },
            mostPerSubset: 2);
        mirrored.Desired.Groups.ShouldHaveSingleItem().Endpoints.Count.ShouldBe(2);
        (mirrored.Invalid, mirrored.Skipped).ShouldBe((1, 2));
    }

    private List<EndpointSlice> Slices(string ns) => cluster.All<EndpointSlice>(KnownResources.EndpointSlices, ns);

    private Task ServiceAsync(string ns) => cluster.Client.CreateAsync(
        new Service { Metadata = new ObjectMeta { Name = "web", Namespace = ns }, Spec = new ServiceSpec { Ports = [new ServicePort { Port = 80 }] } }, CancellationToken.None);

    private static Model Endpoints(string ns, Action<Model>? also = null)
    {
        var endpoints = new Model
        {
            Metadata = new ObjectMeta { Name = "web", Namespace = ns },
            Subsets =
            [
                new EndpointSubset
                {
                    Addresses = [new EndpointAddress { Ip = "192.0.2.1" }, new EndpointAddress { Ip = "2001:db8::1" }],
                    NotReadyAddresses = [new EndpointAddress { Ip = "192.0.2.2" }],
                    Ports = [new Port { Port = 80 }],
                },
            ],
        };
        also?.Invoke(endpoints);
        return endpoints;
    }
}
