using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Orchestrator.Silo.Writes;

/// <summary>Reads a request's body whole, into one array of its exact size when the length is announced.</summary>
internal static class BodyReader
{
    /// <exception cref="BadHttpRequestException">The body is larger than the limit (413), or was cut off.</exception>
    public static async ValueTask<byte[]> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength is { } length)
        {
            return length == 0 ? [] : await ReadKnownAsync(context, (int)length).ConfigureAwait(false);
        }

        var body = new ArrayBufferWriter<byte>(4096);
        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(context.RequestAborted).ConfigureAwait(false);
            foreach (var part in result.Buffer)
            {
                body.Write(part.Span);
            }

            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return body.WrittenSpan.ToArray();
            }
        }
    }

    private static async ValueTask<byte[]> ReadKnownAsync(HttpContext context, int length)
    {
        var body = GC.AllocateUninitializedArray<byte>(length);
        var filled = 0;
        var reader = context.Request.BodyReader;
        while (filled < length)
        {
            var result = await reader.ReadAsync(context.RequestAborted).ConfigureAwait(false);
            result.Buffer.CopyTo(body.AsSpan(filled));
            filled += (int)result.Buffer.Length;
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted && filled < length)
            {
                throw new BadHttpRequestException("the body ended early");
            }
        }

        return body;
    }
}
