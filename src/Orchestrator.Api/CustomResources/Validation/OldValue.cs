using System.Text.Json.Nodes;
using Orchestrator.Api.CustomResources.Schemas;

namespace Orchestrator.Api.CustomResources.Validation;

/// <summary>The value that stood in the same place before an update, where it can be told which that is.</summary>
/// <param name="value">The value.</param>
internal readonly struct OldValue(JsonNode? value)
{
    private readonly bool _known = true;

    /// <summary>No value: a new object, or a place that cannot be found again.</summary>
    public static OldValue None => default;

    /// <summary>Whether a value is what stood here before.</summary>
    public bool IsSame(JsonNode? now) => _known && JsonNode.DeepEquals(value, now);

    /// <summary>What a field was.</summary>
    public OldValue Field(string name, SchemaNode schema) =>
        _known && schema.MapType != "atomic" && value is JsonObject fields && fields.TryGetPropertyValue(name, out var field) ? new OldValue(field) : None;

    /// <summary>What the item with the same keys was; items of sets and atomic lists have no place of their own.</summary>
    public OldValue Item(JsonNode? now, SchemaNode list)
    {
        if (!_known || list.ListType != "map" || value is not JsonArray items || now is not JsonObject keyed)
        {
            return None;
        }

        foreach (var item in items)
        {
            if (item is JsonObject candidate && HasSameKeys(candidate, keyed, list.ListMapKeys))
            {
                return new OldValue(candidate);
            }
        }

        return None;
    }

    private static bool HasSameKeys(JsonObject left, JsonObject right, IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            if (!JsonNode.DeepEquals(left[key], right[key]))
            {
                return false;
            }
        }

        return true;
    }
}
