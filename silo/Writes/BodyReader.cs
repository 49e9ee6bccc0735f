using System.Buffers;
using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Silo.Negotiation;

namespace Orchestrator.Silo.Writes;

/// <summary>Reads a request's body whole, into one array of its exact size when the length is announced.</summary>
internal static class BodyReader
{
    private const int LargestAhead = 256 * 1024;

    /// <exception cref="BadHttpRequestException">The body is larger than the limit (413), or was cut off.</exception>
    /// <exception cref="ApiException">The body is encoded (415): like a real server, this one unpacks nothing, so there is no decompression bomb.</exception>
    public static ValueTask<byte[]> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.ContentEncoding is { Count: > 0 } encodings && encodings != "identity")
        {
            throw new ApiException(StatusFactory.UnsupportedMediaType(MediaTypes.Produced));
        }

        // memory is only taken ahead for what is announced and small: an announcement is no more than that
        return request.ContentLength switch
        {
            0 => ValueTask.FromResult<byte[]>([]),
            { } length and <= LargestAhead => ReadKnownAsync(context, (int)length),
            _ => ReadUnknownAsync(context),
        };
    }

    private static async ValueTask<byte[]> ReadUnknownAsync(HttpContext context)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        var reader = context.Request.BodyReader;
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
