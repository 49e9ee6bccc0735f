using Microsoft.AspNetCore.Http;
using Orchestrator.Silo.Discovery;
using Orchestrator.Silo.Health;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.RequestInformation;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.Pipeline;

/// <summary>The paths that are no resources: health, version, discovery.</summary>
internal sealed class DocumentEndpoints(HealthEndpoint health, DiscoveryEndpoint discovery)
{
    /// <summary>Answers one of them, or 404 in plain text, as a real server does.</summary>
    public Task HandleAsync(HttpContext context, RequestInfo info)
    {
        if (info.Verb is not ("get" or "head"))
        {
            return NotFound(context);
        }

        if (HealthEndpoint.Serves(info.Path))
        {
            return health.WriteAsync(context);
        }

        if (info.Path is "/version" or "/version/")
        {
            return context.WriteAsync(200, MediaTypes.Json, VersionDocument.Bytes);
        }

        return discovery.TryAnswer(context, out var answer) ? answer : NotFound(context);
    }

    private static Task NotFound(HttpContext context) => context.WriteAsync(404, "text/plain; charset=utf-8", "404 page not found\n"u8);
}
