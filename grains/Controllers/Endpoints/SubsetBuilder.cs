using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Controllers.ServicePods;

namespace Orchestrator.Grains.Controllers.Endpoints;

/// <summary>Works out the subsets of a service's endpoints: addresses that have the same ports are together, each list in order. Pure.</summary>
internal static class SubsetBuilder
{
    /// <summary>The subsets.</summary>
    public static List<EndpointSubset> Build(Service service, IEnumerable<Pod> pods)
    {
        var publishAll = service.Spec.PublishNotReadyAddresses == true;
        var family = Family(service);
        var subsets = new SortedDictionary<string, EndpointSubset>(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            if (!PodAddresses.IsEndpoint(pod, terminatingToo: publishAll) || PodAddresses.Of(pod, family) is not [var ip, ..])
            {
                continue;
            }

            var ports = Ports(service, pod);
            if (ports.Count == 0 && service.Spec is not { ClusterIP: "None", Ports: null or { Count: 0 } })
            {
                continue;
            }

            var key = string.Join(',', ports.Select(static port => $"{port.Name}/{port.Protocol}/{port.Port}/{port.AppProtocol}"));
            if (!subsets.TryGetValue(key, out var subset))
            {
                subsets.Add(key, subset = new EndpointSubset { Ports = ports.Count == 0 ? null : ports });
            }

            (publishAll || PodState.IsReady(pod) ? subset.Addresses ??= [] : subset.NotReadyAddresses ??= []).Add(Address(service, pod, ip));
        }

        foreach (var subset in subsets.Values)
        {
            subset.Addresses?.Sort(Compare);
            subset.NotReadyAddresses?.Sort(Compare);
        }

        return [.. subsets.Values];
    }

    /// <summary>Endpoints are of one family: the first of the service's.</summary>
    private static string Family(Service service) => service.Spec switch
    {
        { IpFamilies: [var first, ..] } => first,
        { ClusterIP: { Length: > 0 } ip and not "None" } => PodAddresses.FamilyOf(ip),
        _ => PodAddresses.IPv4,
    };

    private static EndpointAddress Address(Service service, Pod pod, string ip) => new()
    {
        Ip = ip,
        NodeName = pod.Spec.NodeName,
        Hostname = PodAddresses.HostnameIn(service, pod),
        TargetRef = new ObjectReference { Kind = "Pod", Namespace = pod.Metadata.Namespace, Name = pod.Metadata.Name, Uid = pod.Metadata.Uid },
    };

    private static List<EndpointPort> Ports(Service service, Pod pod)
    {
        var ports = new List<EndpointPort>();
        foreach (var port in service.Spec.Ports ?? [])
        {
            if (TargetPorts.Find(port, pod) is { } number)
            {
                ports.Add(new EndpointPort { Name = port.Name, Port = number, Protocol = port.Protocol ?? "TCP", AppProtocol = port.AppProtocol });
            }
        }

        return ports;
    }

    private static int Compare(EndpointAddress a, EndpointAddress b)
    {
        var byAddress = string.CompareOrdinal(a.Ip, b.Ip);
        return byAddress != 0 ? byAddress : string.CompareOrdinal(a.TargetRef?.Uid, b.TargetRef?.Uid);
    }
}
