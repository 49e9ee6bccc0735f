using Microsoft.AspNetCore.Http;
using Orchestrator.Grains.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.Reads;

/// <summary>Answers with one object in the negotiated format. Plain JSON is the stored bytes, as they are.</summary>
internal sealed class ObjectResponder(ViewEncoder views)
{
    /// <summary>Answers with an object of the replica.</summary>
    public Task WriteAsync(ApiRequest request, int code, ReplicaEntry entry, ReadOptions options)
    {
        var format = request.ViewedFormat;
        return IsPlain(format) && !WantsPretty(request.Http, options)
            ? request.Http.WriteAsync(code, format.ContentType, ServedEntries.Of(request.Kind, entry).Json.Span, "\n"u8)
            : views.WriteObjectAsync(request, code, format, options, entry);
    }

    /// <summary>Answers with what a write left.</summary>
    public Task WriteResultAsync(ApiRequest request, WriteResult result)
    {
        var format = request.ViewedFormat;
        var options = ReadOptionsParser.Parse(request.Query);
        return IsPlain(format) && !WantsPretty(request.Http, options) && request.Kind.Conversion is null
            ? request.Http.WriteAsync(result.Code, format.ContentType, result.Body, "\n"u8)
            : views.WriteResultAsync(request, format, options, result);
    }

    /// <summary>Whether JSON is to be indented: asked for, or for people who look at it with a browser or curl.</summary>
    public static bool WantsPretty(HttpContext context, ReadOptions options)
    {
        if (options.Pretty is { } asked)
        {
            return asked;
        }

        var agent = context.Request.Headers.UserAgent;
        return agent.Count == 1 && agent[0] is { } name
            && (name.StartsWith("curl", StringComparison.Ordinal) || name.StartsWith("Wget", StringComparison.Ordinal) || name.StartsWith("Mozilla/5.0", StringComparison.Ordinal));
    }

    private static bool IsPlain(ResponseFormat format) => format is { Encoding: ApiEncoding.Json, View: ApiView.Object };
}
