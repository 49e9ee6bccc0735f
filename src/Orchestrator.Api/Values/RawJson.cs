using System.Text;
using System.Text.Json.Nodes;

namespace Orchestrator.Api.Values;

/// <summary>
/// JSON of no fixed schema, kept as compact UTF-8: <c>RawExtension</c>, <c>FieldsV1</c> and such. Empty stands for null.
/// </summary>
public readonly struct RawJson : IEquatable<RawJson>
{
    private RawJson(ReadOnlyMemory<byte> utf8) => Utf8 = utf8;

    /// <summary>The JSON text.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>Whether there is none (null in JSON).</summary>
    public bool IsEmpty => Utf8.IsEmpty;

    /// <summary>Takes bytes that are valid, compact JSON, without copying them.</summary>
    public static RawJson FromUtf8(ReadOnlyMemory<byte> utf8) => new(utf8);

    /// <summary>Takes a text that is valid JSON.</summary>
    public static RawJson FromText(string json) => Compact(Encoding.UTF8.GetBytes(json));

    /// <summary>Takes a tree.</summary>
    public static RawJson FromNode(JsonNode? node) => node is null ? default : FromText(node.ToJsonString());

    /// <summary>Copies valid JSON, leaving out the white space between its tokens.</summary>
    public static RawJson Compact(ReadOnlySpan<byte> json)
    {
        if (!json.ContainsAny(" \n\r\t"u8))
        {
            return json.SequenceEqual("null"u8) ? default : new(json.ToArray());
        }

        var compact = new byte[json.Length];
        var length = 0;
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var b = json[i];
            if (!inString && b is ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                continue;
            }

            compact[length++] = b;
            if (b == '"')
            {
                inString = !inString;
            }
            else if (inString && b == '\\')
            {
                compact[length++] = json[++i];
            }
        }

        return compact.AsSpan(0, length).SequenceEqual("null"u8) ? default : new(compact.AsMemory(0, length));
    }

    /// <summary>Parses it into a tree; null when empty.</summary>
    public JsonNode? ToNode() => IsEmpty ? null : JsonNode.Parse(Utf8.Span);

    /// <inheritdoc/>
    public bool Equals(RawJson other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RawJson other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    /// <summary>The JSON text; <c>null</c> when empty.</summary>
    public override string ToString() => IsEmpty ? "null" : Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>Same text.</summary>
    public static bool operator ==(RawJson left, RawJson right) => left.Equals(right);

    /// <summary>Other text.</summary>
    public static bool operator !=(RawJson left, RawJson right) => !left.Equals(right);
}
