using System.Text;
using System.Text.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Protobuf;

/// <summary>Writes lists and maps as JSON: in protobuf their elements are fields of one number, wherever they stand in the message.</summary>
internal static class ProtobufCollections
{
    public static void Write(Utf8JsonWriter writer, FieldSchema field, ReadOnlySpan<byte> rest, int depth)
    {
        if (rest.IsEmpty && field.OmitEmpty)
        {
            return;
        }

        writer.WritePropertyName(field.Utf8Name);
        if (field.Value.Kind == SchemaKind.Array)
        {
            WriteList(writer, field.Value.Items!, field.Number, rest, depth);
        }
        else if (rest.IsEmpty)
        {
            writer.WriteNullValue();
        }
        else
        {
            WriteMap(writer, field.Value.Items!, field.Number, rest, depth);
        }
    }

    public static void WriteList(Utf8JsonWriter writer, ValueSchema items, int number, ReadOnlySpan<byte> rest, int depth)
    {
        writer.WriteStartArray();
        var reader = new ProtobufReader(rest);
        while (reader.Next())
        {
            if (reader.Number != number)
            {
                continue;
            }

            if (reader.WireType == WireType.Bytes && items.Kind is (SchemaKind.Int32 or SchemaKind.Int64))
            {
                WritePacked(writer, reader.Bytes);
            }
            else
            {
                ProtobufScalars.Write(writer, items, ref reader, depth);
            }
        }

        writer.WriteEndArray();
    }

    private static void WritePacked(Utf8JsonWriter writer, ReadOnlySpan<byte> packed)
    {
        while (!packed.IsEmpty)
        {
            writer.WriteNumberValue((long)ProtobufReader.Varint(ref packed));
        }
    }

    private static void WriteMap(Utf8JsonWriter writer, ValueSchema values, int number, ReadOnlySpan<byte> rest, int depth)
    {
        var entries = new SortedDictionary<string, Range>(StringComparer.Ordinal);
        var reader = new ProtobufReader(rest);
        while (reader.Next())
        {
            if (reader.Number == number)
            {
                var end = rest.Length - reader.Remaining;
                entries[KeyOf(reader.Bytes)] = (end - reader.Bytes.Length)..end;
            }
        }

        writer.WriteStartObject();
        foreach (var (key, range) in entries)
        {
            writer.WritePropertyName(key);
            WriteValueOf(writer, values, rest[range], depth);
        }

        writer.WriteEndObject();
    }

    private static string KeyOf(ReadOnlySpan<byte> entry)
    {
        var key = "";
        var reader = new ProtobufReader(entry);
        while (reader.Next())
        {
            key = reader.Number == 1 ? Encoding.UTF8.GetString(reader.Bytes) : key;
        }

        return key;
    }

    private static void WriteValueOf(Utf8JsonWriter writer, ValueSchema values, ReadOnlySpan<byte> entry, int depth)
    {
        var reader = new ProtobufReader(entry);
        while (reader.Next())
        {
            if (reader.Number != 2)
            {
                continue;
            }

            if (values.Kind == SchemaKind.Array)
            {
                WriteList(writer, values.Items!, 1, reader.Bytes, depth + 1);
            }
            else
            {
                ProtobufScalars.Write(writer, values, ref reader, depth);
            }

            return;
        }

        ProtobufToJson.WriteZero(writer, values, depth);
    }
}
