using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.ServicePods;
using Orchestrator.Grains.Objects.Services;
using Orchestrator.Grains.Tests.ControlPlane;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Grains.Tests.Controllers.ServiceAddresses;

public class ServiceAddressRepairTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task An_address_object_that_somebody_deletes_is_recorded_again()
    {
        var ns = await cluster.NamespaceAsync();
        var service = await ServiceAsync(ns);
        var key = NetworkResources.IPAddresses.Key(null, service.Spec.ClusterIP!);
        await cluster.Client.DeleteAsync(key, WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => cluster.Replica.Get(key) is not null, "it is there again");
        cluster.Find<IPAddress>(NetworkResources.IPAddresses, null, key.Name)!.Spec.ParentRef!.Name.ShouldBe("web");
        await cluster.UntilAsync(() => Events(ns).Exists(e => e.Reason == "ClusterIPNotAllocated"), "it is told");
        Events(ns).Find(e => e.Reason == "ClusterIPNotAllocated")!.Message.ShouldBe($"Cluster IP [IPv4]: {key.Name} is not allocated; repairing");
    }

    [Fact]
    public async Task An_address_object_of_a_service_that_is_not_there_goes_and_those_of_others_stay()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Address("10.96.3.3", ns, "nobody", "ipallocator.k8s.io"), CancellationToken.None);
        await cluster.Client.CreateAsync(Address("10.96.3.4", ns, "nobody", "example.com"), CancellationToken.None);
        await cluster.UntilAsync(() => cluster.Replica.Get(NetworkResources.IPAddresses.Key(null, "10.96.3.3")) is null, "it is gone");
        cluster.Replica.Get(NetworkResources.IPAddresses.Key(null, "10.96.3.4")).ShouldNotBeNull();
        await cluster.UntilAsync(() => Events("default").Exists(e => e.Reason == "IPAddressNotAllocated"), "it is told");
        Events("default").Find(e => e.Reason == "IPAddressNotAllocated")!.Message
            .ShouldBe($"IPAddress: 10.96.3.3 for Service {ns}/nobody appears to have leaked: cleaning up");
    }

    [Fact]
    public async Task Claims_of_node_ports_that_got_lost_or_leaked_are_set_right()
    {
        var ns = await cluster.NamespaceAsync();
        var service = await ServiceAsync(ns, spec => spec.Type = "NodePort");
        var lost = cluster.Replica.Get(AddressClaim.NodePort(service.Spec.Ports![0].NodePort!.Value))!;
        await cluster.Ledger.CommitAsync([AddressClaim.End(lost)], CancellationToken.None);
        await cluster.UntilAsync(() => cluster.Replica.Get(lost.Key) is { } again && again.Uid != lost.Uid, "it is recorded again");
        await cluster.UntilAsync(() => Events(ns).Exists(e => e.Reason == "PortNotAllocated"), "it is told");

        var leaked = Address("30999", ns, "nobody", "");
        (leaked.ApiVersion, leaked.Kind) = ("internal.orchestrator.io/v1", "NodePort");
        (leaked.Metadata.ResourceVersion, leaked.Metadata.Uid) = (Document.RevisionPlaceholder, "leaked");
        await cluster.Ledger.CommitAsync([new Mutation(ChangeType.Created, AddressClaim.NodePort(30999), 0, Document.Find(JsonModel.ToBytes(leaked)))], CancellationToken.None);
        await cluster.UntilAsync(() => cluster.Replica.Get(AddressClaim.NodePort(30999)) is null, "it is gone");
    }

    [Fact]
    public async Task A_service_that_comes_and_goes_leaves_no_claims_and_no_events()
    {
        var ns = await cluster.NamespaceAsync();
        for (var i = 0; i < 20; i++)
        {
            var service = await ServiceAsync(ns, spec => spec.Type = "NodePort");
            await cluster.Client.DeleteAsync(KnownResources.Services.Key(ns, "web"), WriteOptions.None, CancellationToken.None);
            cluster.Replica.Get(AddressClaim.Address(service.Spec.ClusterIP!)).ShouldBeNull();
            cluster.Replica.Get(AddressClaim.NodePort(service.Spec.Ports![0].NodePort!.Value)).ShouldBeNull();
        }

        Events(ns).ShouldNotContain(e => e.Reason!.EndsWith("Allocated", StringComparison.Ordinal));
    }

    private List<Event> Events(string ns) => cluster.All<Event>(KnownResources.Events, ns);

    private async Task<Service> ServiceAsync(string ns, Action<ServiceSpec>? also = null)
    {
        var spec = new ServiceSpec { Ports = [new ServicePort { Port = 80 }] };
        also?.Invoke(spec);
        await cluster.Client.CreateAsync(new Service { Metadata = new ObjectMeta { Name = "web", Namespace = ns }, Spec = spec }, CancellationToken.None);
        return cluster.Find<Service>(KnownResources.Services, ns, "web")!;
    }

    private static IPAddress Address(string address, string ns, string service, string manager) => new()
    {
        Metadata = new ObjectMeta { Name = address, Labels = new() { ["ipaddress.kubernetes.io/managed-by"] = manager } },
        Spec = new IPAddressSpec { ParentRef = new ParentReference { Resource = "services", Namespace = ns, Name = service } },
    };
}
