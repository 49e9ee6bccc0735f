using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Orchestrator.Api.Json;

namespace Orchestrator.Silo.OpenApi;

/// <summary>A document, encoded once. It is kept compressed, a twentieth of its size: every client of Go's accepts that.</summary>
internal sealed class OpenApiDocument
{
    private OpenApiDocument(byte[] compressed, int length, string hash)
    {
        Compressed = compressed;
        Length = length;
        Hash = hash;
    }

    /// <summary>The JSON text, gzip.</summary>
    public byte[] Compressed { get; }

    /// <summary>The length of the JSON text in bytes.</summary>
    public int Length { get; }

    /// <summary>A hash of the JSON text: what the root calls it, and its ETag between quotes.</summary>
    public string Hash { get; }

    /// <summary>Makes a document.</summary>
    public static OpenApiDocument Make(Action<Utf8JsonWriter> write)
    {
        using var text = new PooledBufferWriter();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
        {
            write(json);
        }

        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(text.WrittenSpan);
        }

        return new OpenApiDocument(compressed.ToArray(), text.WrittenSpan.Length, Convert.ToHexString(SHA512.HashData(text.WrittenSpan)));
    }

    /// <summary>Writes the JSON text itself.</summary>
    public async Task WritePlainAsync(Stream output, CancellationToken cancellationToken)
    {
        await using var plain = new GZipStream(new MemoryStream(Compressed), CompressionMode.Decompress);
        await plain.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
    }
}
