using System.Text;
using System.Text.Json;
using Orchestrator.Api.Schema;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Protobuf;

/// <summary>Writes single values; undefined and null elements are zero values.</summary>
internal static class ProtobufValue
{
    public static void Write(BackwardBuffer buffer, int number, ValueSchema schema, JsonElement value)
    {
        var isZero = value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
        switch (schema.Kind)
        {
            case SchemaKind.String:
                buffer.BytesField(number, isZero ? default : Encoding.UTF8.GetBytes(value.GetString()!));
                return;
            case SchemaKind.Boolean:
                buffer.VarintField(number, !isZero && value.GetBoolean() ? 1UL : 0);
                return;
            case SchemaKind.Int32:
                buffer.VarintField(number, isZero ? 0 : (ulong)value.GetInt32());
                return;
            case SchemaKind.Int64:
                buffer.VarintField(number, isZero ? 0 : (ulong)value.GetInt64());
                return;
            case SchemaKind.Double:
                buffer.Fixed64(isZero ? 0 : BitConverter.DoubleToUInt64Bits(value.GetDouble()));
                buffer.Tag(number, WireType.Fixed64);
                return;
            case SchemaKind.Bytes:
                buffer.BytesField(number, isZero ? default : value.GetBytesFromBase64());
                return;
            default:
                var before = buffer.Length;
                WriteMessage(buffer, schema, value, isZero);
                buffer.EndBytes(number, before);
                return;
        }
    }

    private static void WriteMessage(BackwardBuffer buffer, ValueSchema schema, JsonElement value, bool isZero)
    {
        switch (schema.Kind)
        {
            case SchemaKind.Object:
                JsonToProtobuf.WriteFields(buffer, schema.Object!, value);
                break;
            case SchemaKind.Quantity:
                buffer.BytesField(1, isZero ? "0"u8 : Encoding.UTF8.GetBytes(Quantity.Parse(value.ToString()).ToString()));
                break;
            case SchemaKind.IntOrString:
                var isText = value.ValueKind == JsonValueKind.String;
                buffer.BytesField(3, isText ? Encoding.UTF8.GetBytes(value.GetString()!) : default);
                buffer.VarintField(2, isText || isZero ? 0 : (ulong)value.GetInt32());
                buffer.VarintField(1, isText ? 1UL : 0);
                break;
            case (SchemaKind.Time or SchemaKind.MicroTime) when !isZero:
                var ticks = Rfc3339.Parse(Encoding.UTF8.GetBytes(value.GetString()!)).Ticks - DateTime.UnixEpoch.Ticks;
                var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
                (seconds, rest) = rest < 0 ? (seconds - 1, rest + TimeSpan.TicksPerSecond) : (seconds, rest);
                buffer.VarintField(2, schema.Kind == SchemaKind.Time ? 0 : (ulong)(rest / 10 * 1000));
                buffer.VarintField(1, (ulong)seconds);
                break;
            case SchemaKind.Duration:
                buffer.VarintField(1, isZero ? 0 : (ulong)Duration.Parse(value.GetString()!).Nanoseconds);
                break;
            case (SchemaKind.RawExtension or SchemaKind.FieldsV1 or SchemaKind.Json) when !isZero:
                buffer.BytesField(1, RawJson.Compact(Encoding.UTF8.GetBytes(value.GetRawText())).Utf8.Span);
                break;
            case SchemaKind.JsonSchemaOrArray or SchemaKind.JsonSchemaOrBool or SchemaKind.JsonSchemaOrStringArray:
                WriteJsonSchemaUnion(buffer, schema.Kind, value);
                break;
            default:
                break;
        }
    }

    /// <summary>In a JSON schema: a schema, or else a list or a boolean.</summary>
    private static void WriteJsonSchemaUnion(BackwardBuffer buffer, SchemaKind kind, JsonElement value)
    {
        var isBool = kind == SchemaKind.JsonSchemaOrBool;
        var isSchema = value.ValueKind == JsonValueKind.Object;
        if (value.ValueKind == JsonValueKind.Array)
        {
            for (var i = value.GetArrayLength() - 1; i >= 0; i--)
            {
                Write(buffer, 2, kind == SchemaKind.JsonSchemaOrArray ? JsonSchemaTypes.Schema : JsonSchemaTypes.Text, value[i]);
            }
        }

        if (isSchema)
        {
            Write(buffer, isBool ? 2 : 1, JsonSchemaTypes.Schema, value);
        }

        if (isBool)
        {
            buffer.VarintField(1, isSchema || value.ValueKind == JsonValueKind.True ? 1UL : 0);
        }
    }
}
