using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.RequestInformation;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.Logs;

/// <summary><c>GET /api/v1/namespaces/NS/pods/NAME/log</c>: finds the pod's node and has its agent send the log.</summary>
internal sealed class PodLogEndpoint(IReplica replica, IPodStreams? streams, TimeProvider time) : IApiEndpoint
{
    private static readonly GroupResource Pods = new("", "pods");

    /// <inheritdoc/>
    public bool Serves(RequestInfo request) =>
        request is { Subresource: "log", Resource: "pods", Group: "", Version: "v1", Verb: RequestVerbs.Get, Name.Length: > 0, Namespace.Length: > 0 };

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        var key = new ObjectKey("", "pods", request.Namespace, request.Name);
        var entry = replica.Get(key) ?? throw new ApiException(StatusFactory.NotFound(Pods, request.Name));
        var pod = entry.As<Pod>();
        var options = PodLogOptionsParser.Parse(context.Request.QueryString.Value, pod, time);
        if (string.IsNullOrEmpty(pod.Spec?.NodeName))
        {
            return context.WriteAsync(200, "text/plain", ""u8); // a pod without a node has no log yet; a real server answers with an empty one
        }

        return streams is null
            ? throw new ApiException(StatusFactory.ServiceUnavailable($"node {pod.Spec.NodeName} has no connection to this server"))
            : streams.CopyLogAsync(pod.Spec.NodeName, key, pod.Metadata.Uid ?? "", options, context.Response, context.RequestAborted);
    }
}
