using System.Text.Json.Nodes;

namespace Orchestrator.Api.Patches;

/// <summary>The keys in a strategic merge patch that say how to merge and are no fields.</summary>
internal static class PatchDirective
{
    public const string Patch = "$patch";
    public const string RetainKeys = "$retainKeys";
    public const string SetElementOrder = "$setElementOrder/";
    public const string DeleteFromPrimitiveList = "$deleteFromPrimitiveList/";

    public static bool IsDirective(string key) =>
        key.StartsWith('$')
        && (key is Patch or RetainKeys
            || key.StartsWith(SetElementOrder, StringComparison.Ordinal)
            || key.StartsWith(DeleteFromPrimitiveList, StringComparison.Ordinal));

    /// <summary>What <c>$patch</c> says, if it is there.</summary>
    public static bool TryGet(JsonObject map, out string directive)
    {
        directive = "";
        if (!map.TryGetPropertyValue(Patch, out var value))
        {
            return false;
        }

        directive = value is JsonValue text && text.TryGetValue<string>(out var name) ? name : value?.ToJsonString() ?? "<nil>";
        return true;
    }

    /// <summary>
    /// What a patch adds where the object has nothing: without directives, without nulls, and without the elements that it would delete.
    /// </summary>
    public static JsonNode? Added(JsonNode? patch)
    {
        switch (patch)
        {
            case JsonObject map:
                var added = new JsonObject();
                foreach (var (key, value) in map)
                {
                    if (value is not null && !IsDirective(key))
                    {
                        added[key] = Added(value);
                    }
                }

                return added;
            case JsonArray list:
                return new JsonArray([.. list.Where(item => !IsInstruction(item)).Select(Added)]);
            default:
                return patch?.DeepClone();
        }
    }

    // {"$patch": "replace"} stands for the list that it is in; {"$patch": "delete", ...} for an element that goes.
    private static bool IsInstruction(JsonNode? item) => item is JsonObject map && TryGet(map, out _);
}
