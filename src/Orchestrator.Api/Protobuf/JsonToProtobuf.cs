using System.Text;
using System.Text.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Protobuf;

/// <summary>
/// Writes the fields of a message by descending number into a buffer that grows backwards, so that they stand ascending. As Go's code does:
/// what is no pointer is written even when zero, maps sorted by key, negative integers in ten bytes.
/// </summary>
internal static class JsonToProtobuf
{
    public static void WriteFields(BackwardBuffer buffer, TypeSchema type, JsonElement value)
    {
        var fields = type.FieldsByNumber;
        for (var i = fields.Count - 1; i >= 0; i--)
        {
            var field = fields[i];
            if (field.Inline)
            {
                var before = buffer.Length;
                WriteFields(buffer, field.Value.Object!, value);
                buffer.EndBytes(field.Number, before);
            }
            else
            {
                var element = value.ValueKind == JsonValueKind.Object && value.TryGetProperty(field.Utf8Name, out var found) ? found : default;
                WriteField(buffer, field, element);
            }
        }
    }

    private static void WriteField(BackwardBuffer buffer, FieldSchema field, JsonElement element)
    {
        var absent = element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
        try
        {
            if (field.Value.Kind == SchemaKind.Array)
            {
                WriteArray(buffer, field.Number, field.Value.Items!, absent ? default : element);
            }
            else if (field.Value.Kind == SchemaKind.Map)
            {
                WriteMap(buffer, field.Number, field.Value.Items!, absent ? default : element);
            }
            else if (!absent || !(field.Pointer || field.Value.Kind == SchemaKind.Bytes))
            {
                ProtobufValue.Write(buffer, field.Number, field.Value, element);
            }
        }
        catch (Exception wrongType) when (wrongType is InvalidOperationException or FormatException)
        {
            throw new ProtobufException($"field {field.Name} has a value of the wrong type", wrongType);
        }
    }

    private static void WriteArray(BackwardBuffer buffer, int number, ValueSchema items, JsonElement list)
    {
        for (var i = list.ValueKind == JsonValueKind.Undefined ? -1 : list.GetArrayLength() - 1; i >= 0; i--)
        {
            ProtobufValue.Write(buffer, number, items, list[i]);
        }
    }

    private static void WriteMap(BackwardBuffer buffer, int number, ValueSchema values, JsonElement map)
    {
        if (map.ValueKind == JsonValueKind.Undefined)
        {
            return;
        }

        foreach (var entry in map.EnumerateObject().OrderByDescending(entry => entry.Name, StringComparer.Ordinal))
        {
            var before = buffer.Length;
            if (values.Kind == SchemaKind.Array)
            {
                // A list as a map's value is a message of its own, with the items as field 1.
                var start = buffer.Length;
                WriteArray(buffer, 1, values.Items!, entry.Value.ValueKind == JsonValueKind.Null ? default : entry.Value);
                buffer.EndBytes(2, start);
            }
            else
            {
                ProtobufValue.Write(buffer, 2, values, entry.Value);
            }

            buffer.BytesField(1, Encoding.UTF8.GetBytes(entry.Name));
            buffer.EndBytes(number, before);
        }
    }
}
