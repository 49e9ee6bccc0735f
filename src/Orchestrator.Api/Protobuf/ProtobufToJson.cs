using System.Text.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Protobuf;

/// <summary>Writes the fields of a message as JSON in declared order, leaving out what Go leaves out; unknown fields are skipped.</summary>
internal static class ProtobufToJson
{
    public static void WriteFields(Utf8JsonWriter writer, TypeSchema type, ReadOnlySpan<byte> message, int depth)
    {
        if (depth > ProtobufCodec.MaxDepth)
        {
            throw new ProtobufException("message nests too deep");
        }

        // Where the last value of each field starts, or the first one of lists and maps; found in one pass.
        Span<int> starts = stackalloc int[type.MaxNumber + 1];
        starts.Fill(-1);
        var reader = new ProtobufReader(message);
        for (var start = 0; reader.Next(); start = message.Length - reader.Remaining)
        {
            if (type.Find(reader.Number) is { } field && (starts[field.Number] < 0 || field.Value.Kind is not (SchemaKind.Array or SchemaKind.Map)))
            {
                starts[field.Number] = start;
            }
        }

        foreach (var field in type.Fields)
        {
            if (field.Number > 0)
            {
                WriteField(writer, field, starts[field.Number] < 0 ? default : message[starts[field.Number]..], depth);
            }
        }
    }

    /// <summary>Writes a field whose value is the first in the given rest of the message; an empty rest means that it is absent.</summary>
    private static void WriteField(Utf8JsonWriter writer, FieldSchema field, ReadOnlySpan<byte> rest, int depth)
    {
        var reader = new ProtobufReader(rest);
        var present = reader.Next();
        if (field.Inline)
        {
            WriteFields(writer, field.Value.Object!, present ? reader.Bytes : default, depth + 1);
        }
        else if (field.Value.Kind is SchemaKind.Array or SchemaKind.Map)
        {
            ProtobufCollections.Write(writer, field, rest, depth);
        }
        else if (present ? !field.OmitEmpty || field.Pointer || !IsEmpty(field, in reader) : !field.Pointer && (!field.OmitEmpty || IsAlwaysWritten(field)))
        {
            writer.WritePropertyName(field.Utf8Name);
            if (present)
            {
                ProtobufScalars.Write(writer, field.Value, ref reader, depth);
            }
            else
            {
                WriteZero(writer, field.Value, depth);
            }
        }
        else if (!present && !field.OmitEmpty)
        {
            writer.WriteNull(field.Utf8Name);
        }
    }

    /// <summary>The zero value in JSON.</summary>
    public static void WriteZero(Utf8JsonWriter writer, ValueSchema value, int depth)
    {
        switch (value.Kind)
        {
            case SchemaKind.String:
                writer.WriteStringValue(""u8);
                break;
            case SchemaKind.Boolean:
                writer.WriteBooleanValue(false);
                break;
            case SchemaKind.Int32 or SchemaKind.Int64 or SchemaKind.Double or SchemaKind.IntOrString:
                writer.WriteNumberValue(0);
                break;
            case SchemaKind.Quantity:
                writer.WriteStringValue("0"u8);
                break;
            case SchemaKind.Duration:
                writer.WriteStringValue("0s"u8);
                break;
            case SchemaKind.Object:
                writer.WriteStartObject();
                WriteFields(writer, value.Object!, default, depth + 1);
                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <summary>Structs have no zero for omitempty to leave out.</summary>
    private static bool IsAlwaysWritten(FieldSchema field) => !field.OmitZero
        && field.Value.Kind is not (SchemaKind.String or SchemaKind.Boolean or SchemaKind.Int32 or SchemaKind.Int64 or SchemaKind.Double or SchemaKind.Bytes);

    private static bool IsEmpty(FieldSchema field, in ProtobufReader reader) => field.Value.Kind switch
    {
        SchemaKind.String or SchemaKind.Bytes => reader.Bytes.IsEmpty,
        SchemaKind.Boolean or SchemaKind.Int32 or SchemaKind.Int64 or SchemaKind.Double => reader.Value == 0,
        _ => field.OmitZero && reader.Bytes.IsEmpty,
    };
}
