using System.Globalization;
using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.RequestInformation;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.OpenApi;

/// <summary>
/// Serves <c>/openapi/v3</c> and the documents below it, as JSON. An address with the document's hash may be cached for ever; one with another
/// hash is sent on to the right one (a real server's handler of OpenAPI v3 does both).
/// </summary>
internal sealed class OpenApiEndpoint(KindRegistry kinds, TimeProvider time) : IApiEndpoint
{
    /// <summary>The path of the root.</summary>
    public const string RootPath = "/openapi/v3";

    private volatile Cached? _cached;

    /// <inheritdoc/>
    public bool Serves(RequestInfo request) =>
        request.Path.StartsWith(RootPath, StringComparison.Ordinal) && (request.Path.Length == RootPath.Length || request.Path[RootPath.Length] == '/')
        && request.Verb is "get" or "head";

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        if (!AcceptsJson(context.Request.Headers.Accept))
        {
            throw new ApiException(StatusFactory.NotAcceptable([MediaTypes.Json]));
        }

        var documents = Current();
        var path = request.Path[RootPath.Length..].Trim('/');
        if (path.Length == 0)
        {
            return AnswerAsync(context, documents.Root);
        }

        if (documents.Find(path) is not { } document)
        {
            return context.WriteAsync(404, "text/plain; charset=utf-8", "404 page not found\n"u8);
        }

        var hash = context.Request.Query["hash"].ToString();
        if (hash.Length > 0 && hash != document.Hash)
        {
            context.Response.Redirect(OpenApiDocuments.UrlOf(path, document), permanent: true);
            return Task.CompletedTask;
        }

        return AnswerAsync(context, document, isImmutable: hash.Length > 0);
    }

    private Task AnswerAsync(HttpContext context, OpenApiDocument document, bool isImmutable = false)
    {
        var tag = $"\"{document.Hash}\"";
        var isKnown = context.Request.Headers.IfNoneMatch.Any(value => value!.Contains(tag, StringComparison.Ordinal));
        var isCompressed = !isKnown && context.Request.Headers.AcceptEncoding.Any(value => value!.Contains("gzip", StringComparison.OrdinalIgnoreCase));

        context.Start(isKnown ? 304 : 200, MediaTypes.Json, isKnown ? null : isCompressed ? document.Compressed.Length : document.Length);
        var headers = context.Response.Headers;
        headers.ETag = tag;
        headers.Vary = "Accept, Accept-Encoding";
        if (isImmutable)
        {
            headers.CacheControl = "public, immutable";
            headers.Expires = time.GetUtcNow().AddYears(1).ToString("R", CultureInfo.InvariantCulture);
        }

        if (isCompressed)
        {
            headers.ContentEncoding = "gzip";
        }

        if (isKnown || HttpMethods.IsHead(context.Request.Method))
        {
            return Task.CompletedTask;
        }

        return isCompressed
            ? context.Response.Body.WriteAsync(document.Compressed, context.RequestAborted).AsTask()
            : document.WritePlainAsync(context.Response.Body, context.RequestAborted);
    }

    private static bool AcceptsJson(string? accept)
    {
        if (string.IsNullOrEmpty(accept))
        {
            return true;
        }

        foreach (var range in accept.AsSpan().Split(','))
        {
            if (AcceptClause.Parse(accept.AsSpan()[range]) is { Encoding: ApiEncoding.Json })
            {
                return true;
            }
        }

        return false;
    }

    private OpenApiDocuments Current()
    {
        var all = kinds.All;
        var cached = _cached;
        if (cached is not null && ReferenceEquals(cached.Kinds, all))
        {
            return cached.Documents;
        }

        var made = new OpenApiDocuments(all, cached?.Documents);
        _cached = new Cached(all, made);
        return made;
    }

    private sealed record Cached(object Kinds, OpenApiDocuments Documents);
}
