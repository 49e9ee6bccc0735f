using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Silo.Hosting;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.Discovery;

/// <summary>Serves <c>/api</c>, <c>/apis</c> and what is below them, from documents made once for each state of the kind registry.</summary>
internal sealed class DiscoveryEndpoint(KindRegistry kinds, SiloEndpoint endpoint)
{
    private volatile Cached? _cached;

    /// <summary>Answers a path of discovery; false when it is none.</summary>
    public bool TryAnswer(HttpContext context, out Task answer)
    {
        answer = Task.CompletedTask;
        var path = context.Request.Path.Value!;
        if (!path.StartsWith("/api", StringComparison.Ordinal))
        {
            return false;
        }

        var format = AcceptHeader.Of(context.Request.Headers.Accept).Discovery ?? throw new ApiException(StatusFactory.NotAcceptable(MediaTypes.Produced));
        if (Current().Find(path, format) is not { } document)
        {
            return false;
        }

        context.Response.Headers.ETag = document.ETag;
        context.Response.Headers.Vary = "Accept";
        if (context.Request.Headers.IfNoneMatch.Contains(document.ETag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return true;
        }

        answer = context.WriteAsync(200, document.ContentType, document.Body);
        return true;
    }

    /// <summary>The paths of all documents of discovery.</summary>
    public IEnumerable<string> Paths => Current().Paths;

    /// <summary>Whether a document is at a path.</summary>
    public bool Knows(string path) => Current().Has(path);

    /// <summary>Whether a path, if not there, lies below one that the server's own router has: <c>/api/v9</c>, <c>/apis/apps/v9</c>.</summary>
    public bool IsRouted(string path)
    {
        if (path.StartsWith("/api/", StringComparison.Ordinal))
        {
            return true;
        }

        if (!path.StartsWith("/apis/", StringComparison.Ordinal))
        {
            return false;
        }

        var rest = path["/apis/".Length..];
        var end = rest.IndexOf('/', StringComparison.Ordinal);
        return end > 0 && ServedKinds.IsBuiltIn(kinds, rest[..end]);
    }

    private DiscoverySnapshot Current()
    {
        var all = kinds.All;
        if (_cached is { } cached && ReferenceEquals(cached.Kinds, all))
        {
            return cached.Documents;
        }

        var made = new DiscoverySnapshot(all, endpoint.Address.Authority);
        _cached = new Cached(all, made);
        return made;
    }

    private sealed record Cached(object Kinds, DiscoverySnapshot Documents);
}
