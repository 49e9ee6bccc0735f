using System.Text.Json.Nodes;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Patches;

/// <summary>Merges one object of a strategic merge patch into the object that is there.</summary>
internal static class StrategicMerge
{
    public static JsonObject Map(JsonObject original, JsonObject patch, TypeSchema? schema)
    {
        if (PatchDirective.TryGet(patch, out var directive))
        {
            return directive switch
            {
                "replace" => Replacement(patch),
                "delete" => [],
                _ => throw UnknownDirective(directive, patch),
            };
        }

        RetainKeys.Apply(original, patch);
        ElementOrder.Apply(original, patch, schema);
        foreach (var (key, change) in patch)
        {
            Field(original, key, change, schema);
        }

        return original;
    }

    public static PatchException UnknownDirective(string directive, JsonObject map) =>
        new(PatchFailure.NotApplicable, $"unknown patch type: {directive} in map: {map.ToJsonString()}");

    public static JsonNode? Value(JsonNode original, JsonNode patch, PatchField field) => (original, patch) switch
    {
        (JsonObject map, JsonObject changes) when !field.Replaces => Map(map, changes, field.Type),
        (JsonArray list, JsonArray changes) when field.MergesList => StrategicListMerge.Merge(list, changes, field),
        _ => PatchDirective.Added(patch),
    };

    private static void Field(JsonObject original, string key, JsonNode? change, TypeSchema? schema)
    {
        if (key.StartsWith(PatchDirective.DeleteFromPrimitiveList, StringComparison.Ordinal))
        {
            StrategicListMerge.Delete(original, key, change);
            return;
        }

        if (key == PatchDirective.RetainKeys || key.StartsWith(PatchDirective.SetElementOrder, StringComparison.Ordinal))
        {
            return;
        }

        if (change is null)
        {
            original.Remove(key);
            return;
        }

        var existing = original[key];
        original[key] = existing is null ? PatchDirective.Added(change) : Detached(original, key, existing, change, PatchField.Find(schema, key));
    }

    // A node has one parent: the merged value leaves its place before it is put there again.
    private static JsonNode? Detached(JsonObject original, string key, JsonNode existing, JsonNode change, PatchField field)
    {
        original[key] = null;
        return Value(existing, change, field);
    }

    private static JsonObject Replacement(JsonObject patch)
    {
        patch.Remove(PatchDirective.Patch);
        return (JsonObject)patch.DeepClone();
    }
}
