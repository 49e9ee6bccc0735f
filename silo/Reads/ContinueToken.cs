using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Silo.Reads;

/// <summary>
/// Where a list in pages goes on: after which object and at which revision. Its text is a real server's: base64 of
/// <c>{"v":"meta.k8s.io/v1","rv":N,"start":"NAMESPACE/NAME\u0000"}</c>; revision -1 goes on with whatever is there now.
/// </summary>
internal readonly record struct ContinueToken(long Revision, string Namespace, string Name)
{
    private const string FormatVersion = "meta.k8s.io/v1";

    /// <summary>The revision of a token that does not insist on consistency.</summary>
    public const long AnyRevision = -1;

    /// <summary>The text form.</summary>
    public override string ToString()
    {
        var buffer = new ArrayBufferWriter<byte>(160);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("v"u8, FormatVersion);
            json.WriteNumber("rv"u8, Revision);
            json.WriteString("start"u8, $"{Namespace}/{Name}\0");
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    /// <summary>Reads the text form; null when it is none.</summary>
    public static ContinueToken? Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(text.AsSpan().TrimEnd('=')));
            var root = json.RootElement;
            if (root.GetProperty("v"u8).GetString() != FormatVersion || root.GetProperty("start"u8).GetString() is not { } start)
            {
                return null;
            }

            var slash = start.IndexOf('/', StringComparison.Ordinal);
            return slash < 0 ? null : new ContinueToken(root.GetProperty("rv"u8).GetInt64(), start[..slash], start[(slash + 1)..].TrimEnd('\0'));
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or DecoderFallbackException)
        {
            return null; // whatever a client sends that is no token of ours
        }
    }
}
