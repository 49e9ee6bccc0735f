using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Api.Schema;

namespace Orchestrator.Silo.Tests.Fuzz;

/// <summary>Changes an object here and there, mostly into something that its schema allows.</summary>
internal static class Mutation
{
    private const int Most = 4;

    /// <summary>A changed copy.</summary>
    public static JsonObject Of(JsonObject value, TypeSchema schema, Choices choices)
    {
        var changed = (JsonObject)value.DeepClone();
        for (var left = 1 + choices.Below(Most); left > 0; left--)
        {
            Change(changed, schema, choices);
        }

        return changed;
    }

    /// <summary>The text of a value, at times broken: cut off, a byte changed, a member twice, bytes that are no text.</summary>
    public static byte[] Text(JsonNode? value, Choices choices)
    {
        var text = Encoding.UTF8.GetBytes(value?.ToJsonString() ?? "null");
        switch (choices.Below(40))
        {
            case 36:
                return text[..choices.Below(text.Length + 1)];
            case 37 when text.Length > 0:
                text[choices.Below(text.Length)] = (byte)choices.Below(256);
                return text;
            case 38:
                return Encoding.UTF8.GetBytes($$"""{"metadata":{},{{Encoding.UTF8.GetString(text).TrimStart('{')}}""");
            case 39 when text.AsSpan().IndexOf("\":\""u8) is var at and >= 0:
                return [.. text.AsSpan(0, at + 3), .. choices.OneIn(2) ? "\\ud800"u8 : [0xFF, 0xC0], .. text.AsSpan(at + 3)];
            default:
                return text;
        }
    }

    private static void Change(JsonObject root, TypeSchema schema, Choices choices)
    {
        var (node, type) = Walk(root, schema.AsValue(), choices);
        switch (node)
        {
            case JsonObject value when choices.OneIn(3) && value.Count > 0:
                value.Remove(choices.Of([.. value.Select(member => member.Key)]));
                break;
            case JsonObject value when type is { Kind: SchemaKind.Object, Object: { JsonFields.Count: > 0 } fields }:
                var field = choices.Of(fields.JsonFields);
                value[field.Name] = field.EnumValues.Count > 0 && !choices.OneIn(4) ? JsonValue.Create(choices.Of(field.EnumValues)) : Values.Of(field.Value, choices, 1);
                break;
            case JsonObject value:
                value[Values.Text(choices)] = type?.Items is { } items ? Values.Of(items, choices, 1) : Values.Strange(choices);
                break;
            case JsonArray list when list.Count > 0 && choices.OneIn(2):
                list.Add(list[choices.Below(list.Count)]?.DeepClone());
                break;
            case JsonArray list when list.Count > 0 && choices.OneIn(2):
                list.RemoveAt(choices.Below(list.Count));
                break;
            case JsonArray list:
                list.Add(type?.Items is { } item ? Values.Of(item, choices, 1) : Values.Strange(choices));
                break;
        }
    }

    // goes down until it stops, or would come to a leaf
    private static (JsonNode Node, ValueSchema? Type) Walk(JsonNode node, ValueSchema? type, Choices choices)
    {
        while (!choices.OneIn(4))
        {
            var children = node switch
            {
                JsonObject value => value.Where(member => member.Value is JsonObject or JsonArray).Select(member => (Node: member.Value!, Type: TypeOf(type, member.Key))).ToList(),
                JsonArray list => [.. list.Where(item => item is JsonObject or JsonArray).Select(item => (Node: item!, Type: type?.Items))],
                _ => [],
            };
            if (children.Count == 0)
            {
                break;
            }

            (node, type) = choices.Of(children);
        }

        return (node, type);
    }

    private static ValueSchema? TypeOf(ValueSchema? type, string member) => type?.Kind switch
    {
        SchemaKind.Object => type.Object!.Find(member)?.Value,
        SchemaKind.Map => type.Items,
        _ => null,
    };
}
