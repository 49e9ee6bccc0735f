using System.Buffers;
using System.Text;
using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Protobuf;

/// <summary>
/// Turns objects between JSON and Kubernetes' protobuf encoding, by the schema's table alone: there is no code per type.
/// The encoding is an envelope, the four bytes <c>k8s\0</c> and a <c>runtime.Unknown</c> message, around the object's own message.
/// </summary>
public static class ProtobufCodec
{
    /// <summary>How deep messages may nest.</summary>
    public const int MaxDepth = 128;

    private const int TypeMetaNumber = 1;
    private const int RawNumber = 2;

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>Whether the type has a protobuf encoding (tables and custom resources have none).</summary>
    public static bool Supports(TypeSchema schema) => schema.Fields.Any(field => field.Number > 0);

    /// <summary>What an encoded object says that it is; both empty when it does not.</summary>
    /// <exception cref="ProtobufException">The bytes are no envelope.</exception>
    public static (string ApiVersion, string Kind) TypeOf(ReadOnlySpan<byte> protobuf)
    {
        var (typeMeta, _) = Open(protobuf);
        var (apiVersion, kind) = ("", "");
        var reader = new ProtobufReader(typeMeta);
        while (reader.Next())
        {
            switch (reader.Number)
            {
                case 1:
                    apiVersion = Encoding.UTF8.GetString(reader.Bytes);
                    break;
                case 2:
                    kind = Encoding.UTF8.GetString(reader.Bytes);
                    break;
                default:
                    break;
            }
        }

        return (apiVersion, kind);
    }

    /// <summary>Writes an encoded object as compact JSON.</summary>
    /// <exception cref="ProtobufException">The bytes are no envelope, or no message of that type.</exception>
    public static void ToJson(TypeSchema schema, ReadOnlySpan<byte> protobuf, IBufferWriter<byte> json)
    {
        var (apiVersion, kind) = TypeOf(protobuf);
        var (_, message) = Open(protobuf);
        using var writer = new Utf8JsonWriter(json, JsonModel.WriterOptions);
        writer.WriteStartObject();
        if (kind.Length > 0)
        {
            writer.WriteString("kind"u8, kind);
        }

        if (apiVersion.Length > 0)
        {
            writer.WriteString("apiVersion"u8, apiVersion);
        }

        ProtobufToJson.WriteFields(writer, schema, message, depth: 0);
        writer.WriteEndObject();
        writer.Flush();
    }

    /// <summary>The object as compact JSON.</summary>
    public static byte[] ToJson(TypeSchema schema, ReadOnlySpan<byte> protobuf)
    {
        using var buffer = new PooledBufferWriter();
        ToJson(schema, protobuf, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Encodes an object. Fields that the schema does not have, or that have no number, are left out.</summary>
    /// <exception cref="ProtobufException">The JSON is malformed, or a value has the wrong type.</exception>
    public static void FromJson(TypeSchema schema, ReadOnlyMemory<byte> json, IBufferWriter<byte> protobuf)
    {
        using var document = Parse(json);
        using var buffer = new BackwardBuffer();
        var root = document.RootElement;
        buffer.BytesField(4, default); // contentType
        buffer.BytesField(3, default); // contentEncoding
        var start = buffer.Length;
        JsonToProtobuf.WriteFields(buffer, schema, root);
        buffer.EndBytes(RawNumber, start);
        start = buffer.Length;
        buffer.BytesField(2, Text(root, "kind"u8));
        buffer.BytesField(1, Text(root, "apiVersion"u8));
        buffer.EndBytes(TypeMetaNumber, start);
        buffer.Bytes(Magic);
        protobuf.Write(buffer.Written);
    }

    /// <summary>The encoded object.</summary>
    public static byte[] FromJson(TypeSchema schema, ReadOnlyMemory<byte> json)
    {
        using var buffer = new PooledBufferWriter();
        FromJson(schema, json, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonModel.MaxDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new ProtobufException("an object is expected");
        }
        catch (JsonException malformed)
        {
            throw new ProtobufException(malformed.Message, malformed);
        }
    }

    private static byte[] Text(JsonElement root, ReadOnlySpan<byte> name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(value.GetString()!) : [];

    private static Envelope Open(ReadOnlySpan<byte> protobuf)
    {
        if (!protobuf.StartsWith(Magic))
        {
            throw new ProtobufException("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }

        var envelope = default(Envelope);
        var reader = new ProtobufReader(protobuf[Magic.Length..]);
        while (reader.Next())
        {
            if (reader.Number == TypeMetaNumber)
            {
                envelope.TypeMeta = reader.Bytes;
            }
            else if (reader.Number == RawNumber)
            {
                envelope.Raw = reader.Bytes;
            }
        }

        return envelope;
    }

    private ref struct Envelope
    {
        public ReadOnlySpan<byte> TypeMeta;
        public ReadOnlySpan<byte> Raw;

        public readonly void Deconstruct(out ReadOnlySpan<byte> typeMeta, out ReadOnlySpan<byte> raw)
        {
            typeMeta = TypeMeta;
            raw = Raw;
        }
    }
}
