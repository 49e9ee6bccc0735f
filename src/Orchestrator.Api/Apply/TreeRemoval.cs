using System.Text.Json.Nodes;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Apply;

/// <summary>Takes fields out of an object (structured-merge-diff's <c>RemoveItems</c>), with everything below them.</summary>
internal static class TreeRemoval
{
    /// <summary>The object without the fields of a set, a tree of its own.</summary>
    public static JsonObject Without(JsonObject tree, FieldSet removed, TypeSchema schema) => Fields(tree, removed, new MergeRule(schema.AsValue(), null));

    private static JsonNode? Value(JsonNode? value, FieldSet removed, MergeRule rule)
    {
        if (removed.IsEmpty || value is null)
        {
            return value?.DeepClone();
        }

        return (value, rule.ShapeOf(value is JsonObject, value is JsonArray)) switch
        {
            // Of a value that is one whole, no part can go: then all of it does.
            (JsonObject or JsonArray, MergeShape.Leaf) => null,
            (JsonObject map, _) => Fields(map, removed, rule) is { Count: > 0 } rest ? rest : null,
            (JsonArray list, _) => Items(list, removed, rule) is { Count: > 0 } rest ? rest : null,
            _ => value.DeepClone(),
        };
    }

    private static JsonObject Fields(JsonObject map, FieldSet removed, MergeRule rule)
    {
        var rest = new JsonObject();
        foreach (var (name, value) in map)
        {
            var entry = removed.Find(PathElements.Field(name));
            if (!entry.IsMember && (entry.Children.IsEmpty ? value?.DeepClone() : Value(value, entry.Children, rule.Child(name))) is var kept
                && (kept is not null || value is null))
            {
                rest[name] = kept;
            }
        }

        return rest;
    }

    private static JsonArray Items(JsonArray list, FieldSet removed, MergeRule rule)
    {
        var rest = new JsonArray();
        foreach (var item in list)
        {
            var entry = ListItems.TryElement(item, rule, out _) is { } element ? removed.Find(element) : default;
            if (!entry.IsMember)
            {
                rest.Add(entry.Children is null or { IsEmpty: true } ? item?.DeepClone() : Value(item, entry.Children, rule.Items));
            }
        }

        return rest;
    }
}
