using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Api.CustomResources.Validation;

/// <summary>What a value is, in the words of JSON schema.</summary>
internal static class JsonKind
{
    /// <summary>The type's name.</summary>
    public static string Of(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Number => IsInteger((JsonValue)value) ? "integer" : "number",
            _ => "null",
        },
    };

    /// <summary>Whether a number is written as an integer that 64 bits hold.</summary>
    public static bool IsInteger(JsonValue value) => value.TryGetValue<long>(out _) || (value.TryGetValue<JsonElement>(out var element) && element.TryGetInt64(out _));

    /// <summary>The text of a string; null for anything else.</summary>
    public static string? Text(JsonNode? value) => value is JsonValue scalar && scalar.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The number, or null.</summary>
    public static double? Number(JsonNode? value) => value is JsonValue scalar && value.GetValueKind() == JsonValueKind.Number
        ? scalar.TryGetValue<long>(out var whole) ? whole : scalar.GetValue<double>()
        : null;
}
