using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Discovery.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Connections;

/// <summary>Finds the node behind the proxy of a pod, a service or a node, with a real server's checks on the way.</summary>
internal sealed class ProxyTargets(IReplica replica)
{
    private static readonly GroupResource Slices = new("discovery.k8s.io", "endpointslices");

    /// <summary>The node.</summary>
    /// <exception cref="ApiException">The name is malformed (400), there is no such object (404), or nothing stands behind it (400, 503).</exception>
    public string Find(RequestInfo request)
    {
        var target = ProxyName.Parse(request.Name) ?? throw Bad($"invalid {request.Resource[..^1]} request \"{request.Name}\"");
        return request.Resource switch
        {
            "pods" => OfPod(Get(request, target).As<Pod>()),
            "services" => OfService(Get(request, target).As<Service>(), target),
            _ => Get(request, target).Key.Name,
        };
    }

    private ReplicaEntry Get(RequestInfo request, ProxyName target) =>
        replica.Get(new ObjectKey("", request.Resource, request.Namespace, target.Name))
        ?? throw new ApiException(StatusFactory.NotFound(new GroupResource("", request.Resource), target.Name));

    private static string OfPod(Pod pod) => pod is { Status.PodIP.Length: > 0, Spec.NodeName.Length: > 0 } ? pod.Spec.NodeName : throw Bad("address not allowed");

    private string OfService(Service service, ProxyName target)
    {
        var name = service.Metadata.Name!;
        var port = (service.Spec.Ports ?? []).Find(candidate => target.Port.Length == 0 || candidate.Name == target.Port || Number(candidate.Port) == target.Port);
        if (port is null)
        {
            throw Unavailable($"no service port \"{target.Port}\" found for service \"{name}\"");
        }

        foreach (var entry in replica.List(Slices).In(service.Metadata.Namespace))
        {
            if (!entry.Labels.TryGetValue("kubernetes.io/service-name", out var owner) || owner != name)
            {
                continue;
            }

            foreach (var endpoint in entry.As<EndpointSlice>().Endpoints ?? [])
            {
                if (endpoint.Conditions?.Ready != false && endpoint.NodeName is { Length: > 0 } node)
                {
                    return node;
                }
            }
        }

        throw Unavailable($"no endpoints available for service \"{target.Name}\"");
    }

    private static string Number(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static ApiException Bad(string message) => new(StatusFactory.BadRequest(message));

    private static ApiException Unavailable(string message) => new(StatusFactory.ServiceUnavailable(message));
}
