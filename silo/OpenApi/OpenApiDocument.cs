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

    /// <summary>The content (JSON; OpenAPI v2 is also there in protobuf), gzip.</summary>
    public byte[] Compressed { get; }

    /// <summary>The length of the content in bytes.</summary>
    public int Length { get; }

    /// <summary>A hash of the content: what the root calls it, and its ETag between quotes.</summary>
    public string Hash { get; }

    /// <summary>Makes a document.</summary>
    public static OpenApiDocument Make(Action<Utf8JsonWriter> write)
    {
        using var text = new PooledBufferWriter();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
        {
            write(json);
        }

        return Make(text.WrittenSpan);
    }

    /// <summary>Makes a document of its bytes.</summary>
    public static OpenApiDocument Make(ReadOnlySpan<byte> content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return new OpenApiDocument(compressed.ToArray(), content.Length, Convert.ToHexString(SHA512.HashData(content)));
    }

    /// <summary>The JSON text, parsed.</summary>
    public JsonDocument Parse()
    {
        using var plain = new GZipStream(new MemoryStream(Compressed), CompressionMode.Decompress);
        return JsonDocument.Parse(plain);
    }

    /// <summary>Writes the content itself.</summary>
    public async Task WritePlainAsync(Stream output, CancellationToken cancellationToken)
    {
        await using var plain = new GZipStream(new MemoryStream(Compressed), CompressionMode.Decompress);
        await plain.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
    }
}
