using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Api.Patches;

/// <summary>One operation of a JSON patch.</summary>
/// <param name="Kind">The <c>op</c>; anything may stand there until it is applied.</param>
/// <param name="Path">Where.</param>
/// <param name="From">From where, for <c>move</c> and <c>copy</c>.</param>
/// <param name="HasValue">Whether there is a <c>value</c>, which may be null.</param>
/// <param name="Value">The value.</param>
internal sealed record JsonPatchOperation(string Kind, string? Path, string? From, bool HasValue, JsonNode? Value)
{
    /// <summary>Reads an operation.</summary>
    /// <exception cref="PatchException">It is not an object, or has a field of the wrong type.</exception>
    public static JsonPatchOperation Read(JsonNode? node)
    {
        if (node is not JsonObject map)
        {
            throw new PatchException(
                PatchFailure.Malformed, $"json: cannot unmarshal {JsonTypeName.Of(node)} into Go value of type jsonpatch.Operation");
        }

        var hasValue = map.TryGetPropertyValue("value", out var value);
        return new JsonPatchOperation(Text(map, "op") ?? "unknown", Text(map, "path"), Text(map, "from"), hasValue, value);
    }

    private static string? Text(JsonObject map, string field) => map[field] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => null,
    };
}
