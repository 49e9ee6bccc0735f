using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Silo.Discovery;
using Orchestrator.Silo.Health;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.RequestInformation;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.Pipeline;

/// <summary>The paths that are no resources: health, version, discovery, and the list of all paths.</summary>
internal sealed class DocumentEndpoints(HealthEndpoint health, DiscoveryEndpoint discovery)
{
    /// <summary>Answers one of them, or 404 in plain text, as a real server does.</summary>
    public Task HandleAsync(HttpContext context, RequestInfo info)
    {
        var isRead = info.Verb is "get" or "head";
        if (HealthEndpoint.Serves(info.Path))
        {
            return isRead ? health.WriteAsync(context) : NotFound(context);
        }

        if (info.Path is "/version" or "/version/")
        {
            return isRead ? context.WriteAsync(200, MediaTypes.Json, VersionDocument.Bytes) : throw new ApiException(StatusFactory.MethodNotRouted());
        }

        if (info.Path is "/" or "/index.html")
        {
            return context.WriteAsync(200, MediaTypes.Json, PathIndex.Document(discovery.Paths));
        }

        if (!isRead && discovery.Knows(info.Path))
        {
            throw new ApiException(StatusFactory.MethodNotRouted());
        }

        if (discovery.TryAnswer(context, out var answer))
        {
            return answer;
        }

        return discovery.IsRouted(info.Path) ? throw new ApiException(StatusFactory.PathNotFound()) : NotFound(context);
    }

    private static Task NotFound(HttpContext context) => context.WriteAsync(404, "text/plain; charset=utf-8", "404 page not found\n"u8);
}
