using System.Text.Json.Nodes;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Apply;

/// <summary>Merges an applied configuration into an object (structured-merge-diff's <c>Merge</c>): what the configuration says wins, what it leaves out stays.</summary>
internal static class TreeMerge
{
    /// <summary>The merged object, a tree of its own.</summary>
    public static JsonObject Merge(JsonObject live, JsonObject applied, TypeSchema schema) => MergeFields(live, applied, new MergeRule(schema.AsValue(), null));

    /// <summary>Merges two values that are both there (null is a value).</summary>
    internal static JsonNode? MergeValues(JsonNode? live, JsonNode? applied, MergeRule rule)
    {
        var shape = rule.ShapeOf(applied is JsonObject || (applied is null && live is JsonObject), applied is JsonArray);
        return shape switch
        {
            MergeShape.Struct or MergeShape.Map when !(IsNothing(live) && IsNothing(applied)) =>
                MergeFields(live as JsonObject ?? [], applied as JsonObject ?? [], rule),
            MergeShape.KeyedList or MergeShape.SetList when !(IsNothing(live) && IsNothing(applied)) =>
                ListMerge.Merge(live as JsonArray ?? [], applied as JsonArray ?? [], rule),
            _ => applied?.DeepClone(),
        };
    }

    private static JsonObject MergeFields(JsonObject live, JsonObject applied, MergeRule rule)
    {
        var merged = new JsonObject();
        foreach (var (name, value) in live)
        {
            merged[name] = applied.TryGetPropertyValue(name, out var change) ? MergeValues(value, change, rule.Child(name)) : value?.DeepClone();
        }

        foreach (var (name, value) in applied)
        {
            if (!live.ContainsKey(name))
            {
                merged[name] = value?.DeepClone();
            }
        }

        return merged;
    }

    private static bool IsNothing(JsonNode? value) => value is null or JsonObject { Count: 0 } or JsonArray { Count: 0 };
}
