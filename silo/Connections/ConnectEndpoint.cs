using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Objects;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Connections;

/// <summary>
/// The subresources that connect a client with what runs on a node: exec, attach and portforward of pods, and the proxies of pods, services and nodes.
/// The request is checked as a real server checks it; that the node cannot be reached is said with 503.
/// </summary>
internal sealed class ConnectEndpoint(PodConnections pods, ProxyTargets proxies) : IApiEndpoint
{
    /// <inheritdoc/>
    public bool Serves(RequestInfo request) =>
        request.Subresource.Length > 0
        && request is { Group: "", Version: "v1", Name.Length: > 0 }
        && request.Subresource switch
        {
            "exec" or "attach" or "portforward" => request is { Resource: "pods", Namespace.Length: > 0, ExtraParts: 0 },
            "proxy" => request is { Resource: "pods" or "services", Namespace.Length: > 0 } or { Resource: "nodes", Namespace.Length: 0 },
            _ => false,
        };

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        var node = request.Subresource == "proxy" ? proxies.Find(request) : Stream(context, request);
        throw new ApiException(StatusFactory.ServiceUnavailable($"node {node} takes no connections to what runs on it"));
    }

    private string Stream(HttpContext context, RequestInfo request)
    {
        if (request.Verb is not (RequestVerbs.Get or RequestVerbs.Create))
        {
            throw new ApiException(StatusFactory.MethodNotAllowed(new GroupResource("", "pods/" + request.Subresource), request.Verb));
        }

        var node = pods.Find(request, context.Request.QueryString.Value);
        return IsUpgrade(context.Request) ? node : throw new ApiException(StatusFactory.BadRequest("Upgrade request required"));
    }

    // HTTP/1.1 asks with headers; over HTTP/2 a WebSocket is an extended CONNECT
    private static bool IsUpgrade(HttpRequest request)
    {
        foreach (var value in request.Headers.Connection)
        {
            if (value is not null && value.Contains("upgrade", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return HttpMethods.IsConnect(request.Method);
    }
}
