using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Api.Patches;

/// <summary>The names of JSON's types, as a real server's messages have them.</summary>
internal static class JsonTypeName
{
    /// <summary>As Go's JSON decoder calls it.</summary>
    public static string Of(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "bool",
    };

    /// <summary>As Go calls the decoded value's type.</summary>
    public static string GoType(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "<nil>",
        JsonValueKind.Object => "map[string]interface {}",
        JsonValueKind.Array => "[]interface {}",
        JsonValueKind.String => "string",
        JsonValueKind.Number => node.AsValue().TryGetValue<long>(out _) ? "int64" : "float64",
        _ => "bool",
    };

    /// <summary>The same for the fundamental kind of type.</summary>
    public static string GoKind(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Object => "map",
        JsonValueKind.Array => "slice",
        _ => GoType(node),
    };
}
