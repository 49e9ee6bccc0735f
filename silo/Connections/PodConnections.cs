using Microsoft.AspNetCore.WebUtilities;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Logs;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Connections;

/// <summary>Finds the pod, and the container of it, that exec, attach and portforward mean (a real server's <c>streamLocation</c> and <c>PortForwardLocation</c>).</summary>
internal sealed class PodConnections(IReplica replica)
{
    private static readonly GroupResource Pods = new("", "pods");

    /// <summary>The node that the pod runs on.</summary>
    /// <exception cref="ApiException">There is no such pod (404), no such container, or the pod runs nowhere (400).</exception>
    public string Find(RequestInfo request, string? query)
    {
        var entry = replica.Get(new ObjectKey("", "pods", request.Namespace, request.Name))
            ?? throw new ApiException(StatusFactory.NotFound(Pods, request.Name));
        var pod = entry.As<Pod>();
        if (request.Subresource != "portforward")
        {
            PodContainers.Choose(pod, Container(query));
        }

        return pod.Spec.NodeName is { Length: > 0 } node
            ? node
            : throw new ApiException(StatusFactory.BadRequest($"pod {request.Name} does not have a host assigned"));
    }

    private static string Container(string? query)
    {
        foreach (var pair in new QueryStringEnumerable(query))
        {
            if (pair.DecodeName().Span is "container")
            {
                return pair.DecodeValue().ToString();
            }
        }

        return "";
    }
}
