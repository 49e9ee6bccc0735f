using System.Text.Json;
using System.Text.Unicode;
using Orchestrator.Api.Json;
using Orchestrator.Api.Schema;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Protobuf;

/// <summary>Writes single values as JSON.</summary>
internal static class ProtobufScalars
{
    private static readonly long MaxSeconds = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
    private static readonly long MinSeconds = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;

    public static void Write(Utf8JsonWriter writer, ValueSchema schema, ref ProtobufReader reader, int depth)
    {
        var expected = schema.Kind switch
        {
            SchemaKind.Boolean or SchemaKind.Int32 or SchemaKind.Int64 => WireType.Varint,
            SchemaKind.Double => WireType.Fixed64,
            _ => WireType.Bytes,
        };
        if (reader.WireType != expected)
        {
            throw new ProtobufException($"wrong wireType = {(int)reader.WireType} for field {reader.Number}");
        }

        switch (schema.Kind)
        {
            case SchemaKind.String:
                writer.WriteStringValue(Text(reader.Bytes));
                break;
            case SchemaKind.Boolean:
                writer.WriteBooleanValue(reader.Value != 0);
                break;
            case SchemaKind.Int32:
                writer.WriteNumberValue((int)reader.Value);
                break;
            case SchemaKind.Int64:
                writer.WriteNumberValue((long)reader.Value);
                break;
            case SchemaKind.Double:
                JsonWrite.Double(writer, Finite(BitConverter.UInt64BitsToDouble(reader.Value)));
                break;
            case SchemaKind.Bytes:
                writer.WriteBase64StringValue(reader.Bytes);
                break;
            default:
                WriteMessage(writer, schema, reader.Bytes, depth);
                break;
        }
    }

    private static void WriteMessage(Utf8JsonWriter writer, ValueSchema schema, ReadOnlySpan<byte> message, int depth)
    {
        switch (schema.Kind)
        {
            case SchemaKind.Object:
                writer.WriteStartObject();
                ProtobufToJson.WriteFields(writer, schema.Object!, message, depth + 1);
                writer.WriteEndObject();
                return;
            case SchemaKind.JsonSchemaOrArray or SchemaKind.JsonSchemaOrBool or SchemaKind.JsonSchemaOrStringArray:
                WriteJsonSchemaUnion(writer, schema.Kind, message, depth);
                return;
            default:
                WriteWellKnown(writer, schema.Kind, SmallMessage.Read(message));
                return;
        }
    }

    private static void WriteWellKnown(Utf8JsonWriter writer, SchemaKind kind, SmallMessage message)
    {
        switch (kind)
        {
            case SchemaKind.Quantity:
                JsonWrite.Quantity(writer, message.Bytes1.IsEmpty ? default
                    : Quantity.TryParse(message.Bytes1, out var quantity) ? quantity : throw new ProtobufException(Quantity.FormatError));
                break;
            case SchemaKind.IntOrString when message.Number1 == 1:
                writer.WriteStringValue(Text(message.Bytes3));
                break;
            case SchemaKind.IntOrString:
                writer.WriteNumberValue((int)message.Number2);
                break;
            case SchemaKind.Time:
                JsonWrite.Time(writer, Time(message));
                break;
            case SchemaKind.MicroTime:
                JsonWrite.MicroTime(writer, Time(message) is { } time ? new MicroTime(time) : null);
                break;
            case SchemaKind.Duration:
                writer.WriteStringValue(new Duration((long)message.Number1).ToString());
                break;
            default:
                JsonWrite.Raw(writer, Raw(message.Bytes1));
                break;
        }
    }

    private static void WriteJsonSchemaUnion(Utf8JsonWriter writer, SchemaKind kind, ReadOnlySpan<byte> message, int depth)
    {
        var fields = SmallMessage.Read(message);
        var isBool = kind == SchemaKind.JsonSchemaOrBool;
        if (isBool ? fields.Has2 : fields.Has1)
        {
            WriteMessage(writer, JsonSchemaTypes.Schema, isBool ? fields.Bytes2 : fields.Bytes1, depth + 1);
        }
        else if (isBool)
        {
            writer.WriteBooleanValue(fields.Number1 != 0);
        }
        else
        {
            ProtobufCollections.WriteList(writer, kind == SchemaKind.JsonSchemaOrArray ? JsonSchemaTypes.Schema : JsonSchemaTypes.Text, 2, message, depth + 1);
        }
    }

    private static DateTime? Time(SmallMessage message)
    {
        if (!message.Has1 && !message.Has2)
        {
            return null;
        }

        var (seconds, nanos) = ((long)message.Number1, (long)message.Number2);
        if (seconds < MinSeconds || seconds >= MaxSeconds || nanos is < 0 or > 999_999_999)
        {
            throw new ProtobufException($"timestamp {seconds}s {nanos}ns is out of range");
        }

        return DateTime.UnixEpoch.AddTicks((seconds * TimeSpan.TicksPerSecond) + (nanos / 100));
    }

    /// <summary>Embedded JSON comes from outside: it must be JSON, or the document around it would not be.</summary>
    private static RawJson Raw(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            return default;
        }

        try
        {
            var reader = JsonModel.CreateReader(json);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !Utf8.IsValid(reader.ValueSpan))
                {
                    throw new ProtobufException("embedded JSON is no valid UTF-8");
                }
            }

            return RawJson.Compact(json);
        }
        catch (JsonException malformed)
        {
            throw new ProtobufException("embedded object is no valid JSON", malformed);
        }
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> text) =>
        Utf8.IsValid(text) ? text : throw new ProtobufException("a string is no valid UTF-8");

    private static double Finite(double value) => double.IsFinite(value) ? value : throw new ProtobufException("a number is not finite");
}
