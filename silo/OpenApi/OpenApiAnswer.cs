using System.Globalization;
using Microsoft.AspNetCore.Http;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.OpenApi;

/// <summary>Answers a request with a document, as it is or compressed, or with the news that the client has it already.</summary>
internal static class OpenApiAnswer
{
    /// <summary>Writes the answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="document">The document.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="expires">Until when it may be cached without asking again; null to ask each time.</param>
    public static Task WriteAsync(HttpContext context, OpenApiDocument document, string contentType, DateTimeOffset? expires = null)
    {
        var tag = $"\"{document.Hash}\"";
        var isKnown = context.Request.Headers.IfNoneMatch.Any(value => value!.Contains(tag, StringComparison.Ordinal));
        var isCompressed = !isKnown && context.Request.Headers.AcceptEncoding.Any(value => value!.Contains("gzip", StringComparison.OrdinalIgnoreCase));

        context.Start(isKnown ? 304 : 200, contentType, isKnown ? null : isCompressed ? document.Compressed.Length : document.Length);
        var headers = context.Response.Headers;
        headers.ETag = tag;
        headers.Vary = "Accept, Accept-Encoding";
        if (expires is { } until)
        {
            headers.CacheControl = "public, immutable";
            headers.Expires = until.ToString("R", CultureInfo.InvariantCulture);
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

    /// <summary>Whether JSON is among what a client accepts.</summary>
    public static bool AcceptsJson(string? accept)
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
}
