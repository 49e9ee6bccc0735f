using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Orchestrator.Silo.Responses;

/// <summary>Writes whole answers: status, the few headers that a real server sends with every answer, Content-Length, body; one flush.</summary>
internal static class ResponseWriting
{
    private const string NotCached = "no-cache, private";

    /// <summary>Sets what comes before the body.</summary>
    public static void Start(this HttpContext context, int code, string contentType, long? length)
    {
        var response = context.Response;
        response.StatusCode = code;
        response.Headers.ContentType = contentType;
        response.Headers.CacheControl = NotCached;
        response.ContentLength = length;
    }

    /// <summary>Writes a whole answer.</summary>
    public static Task WriteAsync(this HttpContext context, int code, string contentType, ReadOnlySpan<byte> body)
    {
        context.Start(code, contentType, body.Length);
        return context.FinishAsync(body, default);
    }

    /// <summary>Writes an answer of two parts, an object's shared bytes and the line feed after them for instance.</summary>
    public static Task WriteAsync(this HttpContext context, int code, string contentType, ReadOnlySpan<byte> body, ReadOnlySpan<byte> tail)
    {
        context.Start(code, contentType, body.Length + tail.Length);
        return context.FinishAsync(body, tail);
    }

    private static Task FinishAsync(this HttpContext context, ReadOnlySpan<byte> body, ReadOnlySpan<byte> tail)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return Task.CompletedTask;
        }

        var writer = context.Response.BodyWriter;
        writer.Write(body);
        writer.Write(tail);
        return Task.CompletedTask; // the server flushes what is written when the request ends: one frame with the headers
    }
}
