using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Api.Errors;

/// <summary>Shows decoded JSON as Go's <c>%v</c>, <c>%#v</c> and <c>%T</c> do, which a real server's errors are made with.</summary>
public static class GoValue
{
    /// <summary><c>%v</c>.</summary>
    public static string Text(JsonNode? value) => value switch
    {
        null => "<nil>",
        JsonObject map => $"map[{string.Join(' ', map.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}:{Text(field.Value)}"))}]",
        JsonArray list => $"[{string.Join(' ', list.Select(Text))}]",
        _ => value.ToString(),
    };

    /// <summary><c>%#v</c>.</summary>
    public static string Syntax(JsonNode? value) => value switch
    {
        null => "interface {}(nil)",
        JsonObject map => $"map[string]interface {{}}{{{string.Join(", ", map.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{GoText.Quote(field.Key)}:{Syntax(field.Value)}"))}}}",
        JsonArray list => $"[]interface {{}}{{{string.Join(", ", list.Select(Syntax))}}}",
        _ when value.GetValueKind() == JsonValueKind.String => GoText.Quote(value.GetValue<string>()),
        _ => value.ToJsonString(),
    };

    /// <summary><c>%T</c>.</summary>
    public static string TypeName(JsonNode? value) => value switch
    {
        null => "<nil>",
        JsonObject => "map[string]interface {}",
        JsonArray => "[]interface {}",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "bool",
            _ => value.ToJsonString().AsSpan().ContainsAny(".eE") ? "float64" : "int64",
        },
    };
}
