using System.Globalization;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Services;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Hosting;
using Orchestrator.Silo.SystemObjects;
using Slices = Orchestrator.Api.Models.Discovery.V1;

namespace Orchestrator.Silo.KubernetesService;

/// <summary>
/// The <c>kubernetes</c> service by which pods find the API: at the first address of the service range, with endpoints that are kept by hand
/// (a real server's <c>kubernetesservice</c> controller), since no pods stand behind it.
/// </summary>
internal sealed class KubernetesServiceObjects(SiloOptions options, SiloEndpoint endpoint, ServiceNetwork network) : ISystemObjectSource
{
    private const string Name = "kubernetes";
    private const string PortName = "https";
    private const int ServicePort = 443;

    private readonly Lazy<string?> _address = new(() => AdvertisedAddress.Of(options)?.ToString());

    /// <summary>The service's key.</summary>
    public static ObjectKey ServiceKey { get; } = new("", "services", "default", Name);

    /// <summary>The endpoints' key.</summary>
    public static ObjectKey EndpointsKey { get; } = new("", "endpoints", "default", Name);

    /// <summary>The slice's key.</summary>
    public static ObjectKey SliceKey { get; } = new("discovery.k8s.io", "endpointslices", "default", Name);

    /// <inheritdoc/>
    public IEnumerable<SystemObject> Objects => _address.Value is { } address
        ?
        [
            new(ServiceKey, Service) { Mend = MendService },
            new(EndpointsKey, () => Endpoints(address)) { Mend = entry => MendEndpoints(entry, address) },
            new(SliceKey, () => Slice(address)) { Mend = entry => MendSlice(entry, address) },
        ]
        : [new(ServiceKey, Service) { Mend = MendService }];

    private int ApiPort => endpoint.Address.Port;

    private Service Service() => new()
    {
        Metadata = new ObjectMeta { Name = Name, Namespace = "default", Labels = new() { ["component"] = "apiserver", ["provider"] = Name } },
        Spec = new ServiceSpec
        {
            Type = "ClusterIP",
            ClusterIP = network.Address(0),
            SessionAffinity = "None",
            Ports = [new ServicePort { Name = PortName, Protocol = "TCP", Port = ServicePort, TargetPort = ApiPort }],
        },
    };

    private Endpoints Endpoints(string address) => new()
    {
        Metadata = new ObjectMeta { Name = Name, Namespace = "default", Labels = new() { ["endpointslice.kubernetes.io/skip-mirror"] = "true" } },
        Subsets = [new EndpointSubset { Addresses = [new EndpointAddress { Ip = address }], Ports = [new EndpointPort { Name = PortName, Port = ApiPort, Protocol = "TCP" }] }],
    };

    private Slices.EndpointSlice Slice(string address) => new()
    {
        Metadata = new ObjectMeta { Name = Name, Namespace = "default", Labels = new() { ["kubernetes.io/service-name"] = Name } },
        AddressType = address.Contains(':', StringComparison.Ordinal) ? "IPv6" : "IPv4",
        Endpoints = [new Slices.Endpoint { Addresses = [address], Conditions = new Slices.EndpointConditions { Ready = true } }],
        Ports = [new Slices.EndpointPort { Name = PortName, Port = ApiPort, Protocol = "TCP" }],
    };

    private Service? MendService(ReplicaEntry entry)
    {
        var port = ApiPort.ToString(CultureInfo.InvariantCulture);
        if (entry.As<Service>().Spec.Ports is [{ Name: PortName, Port: ServicePort } only] && only.TargetPort.ToString() == port)
        {
            return null;
        }

        var service = entry.Copy<Service>();
        service.Spec.Ports = Service().Spec.Ports;
        return service;
    }

    private Endpoints? MendEndpoints(ReplicaEntry entry, string address)
    {
        if (entry.As<Endpoints>().Subsets is [{ Addresses: [{ } only], Ports: [{ Name: PortName } port] }] && only.Ip == address && port.Port == ApiPort)
        {
            return null;
        }

        var endpoints = entry.Copy<Endpoints>();
        endpoints.Subsets = Endpoints(address).Subsets;
        return endpoints;
    }

    private Slices.EndpointSlice? MendSlice(ReplicaEntry entry, string address)
    {
        if (entry.As<Slices.EndpointSlice>() is { Endpoints: [{ Addresses: [{ } only] }], Ports: [{ Name: PortName } port] } && only == address && port.Port == ApiPort)
        {
            return null;
        }

        var slice = entry.Copy<Slices.EndpointSlice>();
        (slice.Endpoints, slice.Ports) = (Slice(address).Endpoints, Slice(address).Ports);
        return slice;
    }
}
