using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Api.Json;

/// <summary>Reads and writes trees of <see cref="JsonNode"/> by the same rules as typed models: duplicate fields noted, keys sorted, escaped as Go does.</summary>
public static class JsonTree
{
    /// <summary>Parses a document into a tree; null for JSON null.</summary>
    /// <exception cref="JsonDecodeException">The document is malformed or too deep.</exception>
    public static JsonNode? Parse(ReadOnlyMemory<byte> json, JsonReadContext? context = null)
    {
        context ??= new JsonReadContext();
        context.Begin(json);
        var reader = JsonModel.CreateReader(json.Span);
        try
        {
            reader.Read();
            var node = Read(ref reader, context);
            reader.Read();
            return node;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw JsonMismatch.Malformed(json.Span, malformed, reader.BytesConsumed);
        }
    }

    /// <summary>Encodes a tree with its keys sorted.</summary>
    public static byte[] ToBytes(JsonNode? node)
    {
        using var buffer = new PooledBufferWriter();
        using var writer = new Utf8JsonWriter(buffer, JsonModel.WriterOptions);
        Write(writer, node);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes a tree with its keys sorted.</summary>
    public static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                writer.WriteStartObject();
                foreach (var (name, value) in Sorted(map))
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray list:
                writer.WriteStartArray();
                foreach (var item in list)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    internal static JsonObject ReadObject(ref Utf8JsonReader reader, JsonReadContext context)
    {
        var map = new JsonObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            if (map.ContainsKey(name))
            {
                context.Duplicate(ref reader);
            }

            reader.Read();
            map[name] = Read(ref reader, context);
        }

        return map;
    }

    /// <summary>The fields by name. What was stored once is in order already.</summary>
    internal static IEnumerable<KeyValuePair<string, JsonNode?>> Sorted(JsonObject map)
    {
        string? last = null;
        foreach (var (name, _) in map)
        {
            if (last is not null && string.CompareOrdinal(last, name) > 0)
            {
                return map.OrderBy(field => field.Key, StringComparer.Ordinal);
            }

            last = name;
        }

        return map;
    }

    internal static JsonNode? ReadNode(ref Utf8JsonReader reader, JsonReadContext context) => Read(ref reader, context);

    private static JsonNode? Read(ref Utf8JsonReader reader, JsonReadContext context)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, context);
            case JsonTokenType.StartArray:
                var list = new JsonArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    list.Add(Read(ref reader, context));
                }

                return list;
            case JsonTokenType.String:
                return JsonValue.Create(reader.GetString());
            case JsonTokenType.True:
            case JsonTokenType.False:
                return JsonValue.Create(reader.GetBoolean());
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var integer) ? JsonValue.Create(integer) : JsonNode.Parse(reader.ValueSpan);
            default:
                return null;
        }
    }
}
