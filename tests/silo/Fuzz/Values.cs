using System.Text.Json.Nodes;
using Orchestrator.Api.Schema;

namespace Orchestrator.Silo.Tests.Fuzz;

/// <summary>Makes values: of a schema, mostly plausible, or strange ones.</summary>
internal static class Values
{
    private const int Deepest = 4;

    private static readonly string[] Texts =
    [
        "", "a", "A B", "a.b.c", "UPPER", "-a", "a-", "0", "10Mi", "1e30", "5%", "200%", "-1", "2026-01-02T03:04:05Z", "10.0.0.1", "::1", "10.0.0.0/8", "http", "None", "../..", "/a/b",
        "example.com/x", "a/b/c", "\u0000", "\ud83d\ude00", "e\u0301", "a\nb", "\"", "{}", "metadata.name", "metadata.labels['x']", "true", "*", "TCP", "In", "Exists", "Always", "$(A)", "x=y,z",
    ];

    private static readonly long[] Numbers = [0, 1, -1, 2, 80, 65535, 65536, int.MaxValue, int.MinValue, int.MaxValue + 1L, long.MaxValue, long.MinValue];

    /// <summary>A value as the schema has it.</summary>
    public static JsonNode? Of(ValueSchema schema, Choices choices, int depth = 0)
    {
        if (choices.OneIn(25))
        {
            return Strange(choices);
        }

        return schema.Kind switch
        {
            SchemaKind.Object => Of(schema.Object!, choices, depth + 1),
            SchemaKind.Array => new JsonArray([.. Enumerable.Range(0, depth > Deepest ? 0 : choices.Below(3)).Select(_ => Of(schema.Items!, choices, depth + 1))]),
            SchemaKind.Map => new JsonObject(Enumerable.Range(0, depth > Deepest ? 0 : choices.Below(3))
                .Select(_ => choices.Of(Texts)).Distinct().Select(key => KeyValuePair.Create(key, Of(schema.Items!, choices, depth + 1)))),
            SchemaKind.Boolean => JsonValue.Create(choices.OneIn(2)),
            SchemaKind.Int32 or SchemaKind.Int64 => JsonValue.Create(choices.Of(Numbers)),
            SchemaKind.Double => JsonValue.Create(choices.Of(Numbers) / 3.0),
            SchemaKind.IntOrString => choices.OneIn(2) ? JsonValue.Create(choices.Of(Numbers)) : JsonValue.Create(choices.Of(Texts)),
            SchemaKind.Any or SchemaKind.Json or SchemaKind.RawExtension or SchemaKind.FieldsV1 => Strange(choices),
            _ => JsonValue.Create(choices.Of(Texts)),
        };
    }

    /// <summary>An object with some of a type's fields.</summary>
    public static JsonObject Of(TypeSchema type, Choices choices, int depth)
    {
        var value = new JsonObject();
        foreach (var field in type.JsonFields)
        {
            if (depth <= Deepest && (field.Optional || field.OmitEmpty ? choices.OneIn(4 + (depth * 2)) : !choices.OneIn(8)))
            {
                value[field.Name] = field.EnumValues.Count > 0 && !choices.OneIn(4) ? JsonValue.Create(choices.Of(field.EnumValues)) : Of(field.Value, choices, depth);
            }
        }

        return value;
    }

    /// <summary>A value that may not be expected anywhere.</summary>
    public static JsonNode? Strange(Choices choices) => choices.Below(12) switch
    {
        0 => null,
        1 => new JsonArray(),
        2 => new JsonObject(),
        3 => new JsonArray(null, null),
        4 => new JsonObject { [""] = null },
        5 => JsonValue.Create(true),
        6 => JsonValue.Create(1.5),
        7 => JsonValue.Create(choices.Of(Numbers)),
        8 => JsonValue.Create(new string('x', 1 + choices.Below(70_000))),
        9 => Nested(choices.Below(200)),
        10 => new JsonArray(new JsonObject(), new JsonArray(), 1, "1", false),
        _ => JsonValue.Create(choices.Of(Texts)),
    };

    /// <summary>A text for a query or a selector.</summary>
    public static string Text(Choices choices) => choices.Of(Texts);

    private static JsonNode Nested(int depth)
    {
        JsonNode node = new JsonObject();
        for (var i = 0; i < depth; i++)
        {
            node = i % 2 == 0 ? new JsonObject { ["a"] = node } : new JsonArray(node);
        }

        return node;
    }
}
