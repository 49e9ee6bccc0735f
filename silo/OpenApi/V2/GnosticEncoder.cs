using System.Text;
using System.Text.Json;
using Orchestrator.Api.Protobuf;

namespace Orchestrator.Silo.OpenApi.V2;

/// <summary>
/// Encodes an OpenAPI v2 document in protobuf (<see cref="GnosticMessage"/>), the only form that kubectl before 1.29 reads. Written from the end,
/// so that the length of each message is known when it is due.
/// </summary>
internal static class GnosticEncoder
{
    private const int NameNumber = 1;
    private const int ValueNumber = 2;
    private const int YamlNumber = 2;

    /// <summary>Encodes the document.</summary>
    public static byte[] Encode(JsonElement document)
    {
        using var buffer = new BackwardBuffer();
        WriteMembers(buffer, document, GnosticMessage.All["Document"]);
        return buffer.Written.ToArray();
    }

    private static void WriteMembers(BackwardBuffer buffer, JsonElement value, GnosticMessage message)
    {
        foreach (var member in value.EnumerateObject().Reverse())
        {
            if (member.Name.StartsWith("x-", StringComparison.Ordinal))
            {
                var before = buffer.Length;
                WriteAny(buffer, ValueNumber, member.Value);
                WriteText(buffer, NameNumber, member.Name);
                buffer.EndBytes(message.Extensions, before);
            }
            else if (message.Fields.TryGetValue(member.Name, out var field))
            {
                WriteField(buffer, field, member.Value);
            }
        }
    }

    private static void WriteField(BackwardBuffer buffer, GnosticField field, JsonElement value)
    {
        switch (field.Shape)
        {
            case GnosticShape.Text:
                WriteText(buffer, field.Number, value.GetString()!);
                break;
            case GnosticShape.Texts:
                WriteTexts(buffer, field.Number, value);
                break;
            case GnosticShape.Number:
                buffer.VarintField(field.Number, (ulong)value.GetInt64());
                break;
            case GnosticShape.Double:
                buffer.Fixed64(BitConverter.DoubleToUInt64Bits(value.GetDouble()));
                buffer.Tag(field.Number, WireType.Fixed64);
                break;
            case GnosticShape.Flag:
                buffer.VarintField(field.Number, value.ValueKind == JsonValueKind.True ? 1UL : 0);
                break;
            case GnosticShape.Any:
                WriteAny(buffer, field.Number, value);
                break;
            case GnosticShape.Anys:
                foreach (var item in value.EnumerateArray().Reverse())
                {
                    WriteAny(buffer, field.Number, item);
                }

                break;
            case GnosticShape.Messages:
                foreach (var item in value.EnumerateArray().Reverse())
                {
                    WriteMessage(buffer, field.Number, field.Message, item);
                }

                break;
            case GnosticShape.Map:
                WriteMap(buffer, field, value);
                break;
            case GnosticShape.TextOrTexts:
                var before = buffer.Length;
                WriteTexts(buffer, 1, value);
                buffer.EndBytes(field.Number, before);
                break;
            default:
                WriteMessage(buffer, field.Number, field.Message, value);
                break;
        }
    }

    // messages that choose among others hold the chosen one under its number
    private static void WriteMessage(BackwardBuffer buffer, int number, string name, JsonElement value)
    {
        var before = buffer.Length;
        switch (name)
        {
            case "ParametersItem":
                WriteMessage(buffer, 1, "Parameter", value);
                break;
            case "Parameter" when PlaceOf(value) == "body":
                WriteMessage(buffer, 1, "BodyParameter", value);
                break;
            case "Parameter":
                WriteMessage(buffer, 2, "NonBodyParameter", value);
                break;
            case "NonBodyParameter" when PlaceOf(value) == "path":
                WriteMessage(buffer, 4, "PathParameter", value);
                break;
            case "NonBodyParameter":
                WriteMessage(buffer, 3, "QueryParameter", value);
                break;
            case "ResponseValue":
                WriteMessage(buffer, 1, "Response", value);
                break;
            case "AdditionalPropertiesItem" when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                buffer.VarintField(2, value.ValueKind == JsonValueKind.True ? 1UL : 0);
                break;
            case "SchemaItem" or "ItemsItem" or "AdditionalPropertiesItem":
                WriteMessage(buffer, 1, "Schema", value);
                break;
            default:
                WriteMembers(buffer, value, GnosticMessage.All[name]);
                break;
        }

        buffer.EndBytes(number, before);
    }

    private static void WriteMap(BackwardBuffer buffer, GnosticField field, JsonElement value)
    {
        var outer = buffer.Length;
        foreach (var member in value.EnumerateObject().Reverse())
        {
            var entry = buffer.Length;
            WriteMessage(buffer, ValueNumber, field.Message, member.Value);
            WriteText(buffer, NameNumber, member.Name);
            buffer.EndBytes(field.Inner, entry);
        }

        buffer.EndBytes(field.Number, outer);
    }

    private static void WriteAny(BackwardBuffer buffer, int number, JsonElement value)
    {
        var before = buffer.Length;
        WriteText(buffer, YamlNumber, value.GetRawText() + "\n"); // JSON is YAML
        buffer.EndBytes(number, before);
    }

    private static void WriteTexts(BackwardBuffer buffer, int number, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            WriteText(buffer, number, value.GetString()!);
            return;
        }

        foreach (var item in value.EnumerateArray().Reverse())
        {
            WriteText(buffer, number, item.GetString()!);
        }
    }

    private static void WriteText(BackwardBuffer buffer, int number, string text) => buffer.BytesField(number, Encoding.UTF8.GetBytes(text));

    private static string PlaceOf(JsonElement parameter) => parameter.GetProperty("in"u8).GetString()!;
}
