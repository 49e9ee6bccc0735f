using System.Globalization;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Discovery.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Controllers.Pods;
using Port = Orchestrator.Api.Models.Discovery.V1.EndpointPort;

namespace Orchestrator.Grains.Controllers.EndpointSlices;

/// <summary>Works out the endpoint slices of a service. Pure.</summary>
internal static class SliceBuilder
{
    public const string ManagedByLabel = "endpointslice.kubernetes.io/managed-by";
    public const string ServiceNameLabel = "kubernetes.io/service-name";

    /// <summary>As many endpoints as a slice holds in a real cluster.</summary>
    private const int MaxEndpoints = 100;

    /// <summary>The slices: pods whose named ports come to the same numbers are together, since a slice has one list of ports. One empty slice when there is no pod.</summary>
    public static IEnumerable<EndpointSlice> Build(Service service, IEnumerable<Pod> pods)
    {
        var groups = pods.Where(IsEndpoint)
            .GroupBy(pod => (Family: AddressType(pod.Status.PodIP!), Ports: PortsKey(service, pod)))
            .OrderBy(group => group.Key.Family, StringComparer.Ordinal).ThenBy(group => group.Key.Ports, StringComparer.Ordinal)
            .ToList();
        if (groups.Count == 0)
        {
            yield return Slice(service, "IPv4", 0, [], []);
            yield break;
        }

        var number = 0;
        foreach (var group in groups)
        {
            var ordered = group.OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal);
            foreach (var chunk in ordered.Chunk(MaxEndpoints))
            {
                yield return Slice(service, group.Key.Family, number++, [.. chunk.Select(pod => Endpoint(service, pod))], Ports(service, chunk[0]));
            }
        }
    }

    /// <summary>Whether two states of a pod make the same endpoint.</summary>
    public static bool LooksAlike(Pod a, Pod b) =>
        a.Status.PodIP == b.Status.PodIP
        && PodState.IsReady(a) == PodState.IsReady(b)
        && IsEndpoint(a) == IsEndpoint(b)
        && a.Metadata.DeletionTimestamp is null == b.Metadata.DeletionTimestamp is null
        && (a.Metadata.Labels ?? []).OrderBy(l => l.Key, StringComparer.Ordinal).SequenceEqual((b.Metadata.Labels ?? []).OrderBy(l => l.Key, StringComparer.Ordinal));

    private static bool IsEndpoint(Pod pod) => pod.Status.PodIP is { Length: > 0 } && !PodState.IsFinished(pod);

    private static string AddressType(string address) => address.Contains(':', StringComparison.Ordinal) ? "IPv6" : "IPv4";

    private static EndpointSlice Slice(Service service, string family, int number, List<Endpoint> endpoints, List<Port> ports)
    {
        var labels = new Dictionary<string, string>(service.Metadata.Labels ?? [], StringComparer.Ordinal)
        {
            [ServiceNameLabel] = service.Metadata.Name!,
            [ManagedByLabel] = "endpointslice-controller",
        };
        if (service.Spec.ClusterIP == "None")
        {
            labels["service.kubernetes.io/headless"] = "";
        }

        var seed = (ulong)(uint)TemplateSeed(service.Metadata.Uid ?? "") + ((ulong)number << 32);
        return new EndpointSlice
        {
            Metadata = new ObjectMeta
            {
                Name = $"{service.Metadata.Name}-{SafeNames.Suffix(seed * 0x9E3779B97F4A7C15 >> 16)}",
                GenerateName = service.Metadata.Name + "-",
                Namespace = service.Metadata.Namespace,
                Labels = labels,
                OwnerReferences = [ControllerRefs.To(service)],
            },
            AddressType = family,
            Endpoints = endpoints,
            Ports = ports,
        };
    }

    private static int TemplateSeed(string text)
    {
        var seed = 17;
        foreach (var c in text)
        {
            seed = (seed * 31) + c;
        }

        return seed;
    }

    private static Endpoint Endpoint(Service service, Pod pod)
    {
        var terminating = pod.Metadata.DeletionTimestamp is not null;
        var serving = PodState.IsReady(pod);
        return new Endpoint
        {
            Addresses = [pod.Status.PodIP!],
            Conditions = new EndpointConditions
            {
                Ready = service.Spec.PublishNotReadyAddresses == true || (serving && !terminating),
                Serving = serving,
                Terminating = terminating,
            },
            Hostname = pod.Spec.Subdomain == service.Metadata.Name && pod.Spec.Hostname is { Length: > 0 } ? pod.Spec.Hostname : null,
            NodeName = pod.Spec.NodeName,
            TargetRef = new ObjectReference { Kind = "Pod", Namespace = pod.Metadata.Namespace, Name = pod.Metadata.Name, Uid = pod.Metadata.Uid },
        };
    }

    private static List<Port> Ports(Service service, Pod pod)
    {
        var ports = new List<Port>();
        foreach (var port in service.Spec.Ports ?? [])
        {
            if (TargetPort(port, pod) is { } number)
            {
                ports.Add(new Port { Name = port.Name ?? "", Protocol = port.Protocol ?? "TCP", Port = number, AppProtocol = port.AppProtocol });
            }
        }

        return ports;
    }

    private static string PortsKey(Service service, Pod pod) =>
        string.Join(',', (service.Spec.Ports ?? []).Select(port => TargetPort(port, pod)?.ToString(CultureInfo.InvariantCulture) ?? ""));

    /// <summary>The number that the port has in the pod; null when the pod has no port of that name.</summary>
    private static int? TargetPort(ServicePort port, Pod pod)
    {
        if (!port.TargetPort.IsString)
        {
            return port.TargetPort.IntValue == 0 ? port.Port : port.TargetPort.IntValue;
        }

        return pod.Spec.Containers.SelectMany(container => container.Ports ?? [])
            .FirstOrDefault(p => p.Name == port.TargetPort.StringValue && (p.Protocol ?? "TCP") == (port.Protocol ?? "TCP"))?.ContainerPortValue;
    }
}
