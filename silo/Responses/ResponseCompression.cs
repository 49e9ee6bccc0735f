using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Orchestrator.Silo.Responses;

/// <summary>The body of an answer that is compressed when that pays and the client accepts it (gzip at its fastest level, as a real server).</summary>
internal sealed class ResponseCompression : IAsyncDisposable
{
    private readonly GZipStream? _compressed;

    private ResponseCompression(PipeWriter writer, GZipStream? compressed)
    {
        Writer = writer;
        _compressed = compressed;
    }

    /// <summary>Where the body is written.</summary>
    public PipeWriter Writer { get; }

    /// <summary>Opens the body.</summary>
    public static ResponseCompression Open(HttpContext context, bool large)
    {
        if (!large || !Accepts(context))
        {
            return new ResponseCompression(context.Response.BodyWriter, null);
        }

        context.Response.Headers.ContentEncoding = "gzip";
        context.Response.Headers.Vary = "Accept-Encoding";
        var compressed = new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        return new ResponseCompression(PipeWriter.Create(compressed, new StreamPipeWriterOptions(minimumBufferSize: 64 * 1024, leaveOpen: true)), compressed);
    }

    /// <summary>Writes what is left of the compressed body.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_compressed is not null)
        {
            await Writer.CompleteAsync().ConfigureAwait(false);
            await _compressed.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static bool Accepts(HttpContext context)
    {
        foreach (var value in context.Request.Headers.AcceptEncoding)
        {
            if (value is not null && value.Contains("gzip", StringComparison.OrdinalIgnoreCase) && !value.Contains("gzip;q=0", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
