using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Discovery.V1;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Controllers.ServicePods;
using Orchestrator.Ledger.Replication;
using EndpointPort = Orchestrator.Api.Models.Discovery.V1.EndpointPort;

namespace Orchestrator.Grains.Controllers.EndpointSlices;

/// <summary>Works out the endpoints that a service should have.</summary>
internal sealed class ServiceEndpointsBuilder
{
    private readonly Service _service;
    private readonly IReplica _replica;
    private readonly Dictionary<string, Node?> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SlicePorts> _portsByKey = new(StringComparer.Ordinal);
    private readonly SlicePorts? _portsOfAll;

    public ServiceEndpointsBuilder(Service service, IReplica replica)
    {
        (_service, _replica) = (service, replica);
        _portsOfAll = TargetPorts.DependOnPod(service) ? null : Ports(new Pod());
    }

    /// <summary>The families of addresses of which the service has slices.</summary>
    public static IReadOnlyList<string> Families(Service service) => service.Spec switch
    {
        { IpFamilies: { Count: > 0 } families } => families,
        { ClusterIP: { Length: > 0 } ip and not "None" } => [PodAddresses.FamilyOf(ip)],
        _ => [PodAddresses.IPv4, PodAddresses.IPv6],
    };

    /// <summary>The endpoints.</summary>
    public DesiredEndpoints Build(IEnumerable<Pod> pods)
    {
        var desired = new DesiredEndpoints();
        var families = Families(_service);
        foreach (var pod in pods)
        {
            var node = NodeOf(pod);

            // A pod of a node that is gone is a matter of time, unless its owner wants it to be found whatever it is.
            if (!PodAddresses.IsEndpoint(pod, terminatingToo: true) || (node is null && _service.Spec.PublishNotReadyAddresses != true))
            {
                continue;
            }

            SlicePorts? ports = null;
            foreach (var family in families)
            {
                var addresses = PodAddresses.Of(pod, family);
                if (addresses.Count > 0)
                {
                    desired.Add(family, ports ??= _portsOfAll ?? PortsOf(pod), Endpoint(pod, addresses, node));
                }
            }
        }

        return desired;
    }

    private Endpoint Endpoint(Pod pod, List<string> addresses, Node? node)
    {
        var terminating = pod.Metadata.DeletionTimestamp is not null;
        var serving = PodState.IsReady(pod);
        var zone = node?.Metadata.Labels?.GetValueOrDefault(TrafficHints.ZoneLabel);
        return new Endpoint
        {
            Addresses = addresses,
            Conditions = new EndpointConditions
            {
                Ready = _service.Spec.PublishNotReadyAddresses == true || (serving && !terminating),
                Serving = serving,
                Terminating = terminating,
            },
            Hostname = PodAddresses.HostnameIn(_service, pod),
            NodeName = pod.Spec.NodeName,
            Zone = zone,
            Hints = TrafficHints.Of(_service.Spec.TrafficDistribution, zone, pod.Spec.NodeName),
            TargetRef = new ObjectReference { Kind = "Pod", Namespace = pod.Metadata.Namespace, Name = pod.Metadata.Name, Uid = pod.Metadata.Uid },
        };
    }

    private Node? NodeOf(Pod pod)
    {
        if (pod.Spec.NodeName is not { Length: > 0 } name)
        {
            return null;
        }

        if (!_nodes.TryGetValue(name, out var node))
        {
            _nodes.Add(name, node = _replica.Get(KnownResources.Nodes.Key(null, name))?.As<Node>());
        }

        return node;
    }

    private SlicePorts PortsOf(Pod pod)
    {
        var ports = Ports(pod);
        return _portsByKey.TryGetValue(ports.Key, out var known) ? known : _portsByKey[ports.Key] = ports;
    }

    /// <summary>The service's ports as the pod has them; a named one that the pod has not is left out.</summary>
    private SlicePorts Ports(Pod pod)
    {
        var ports = new List<EndpointPort>();
        foreach (var port in _service.Spec.Ports ?? [])
        {
            if (TargetPorts.Find(port, pod) is { } number)
            {
                ports.Add(new EndpointPort { Name = port.Name ?? "", Protocol = port.Protocol ?? "TCP", Port = number, AppProtocol = port.AppProtocol });
            }
        }

        return SlicePorts.Of(ports);
    }
}
