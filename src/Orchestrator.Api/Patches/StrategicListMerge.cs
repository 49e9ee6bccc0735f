using System.Text.Json.Nodes;

namespace Orchestrator.Api.Patches;

/// <summary>Merges a list of a strategic merge patch into the list that is there: maps by their merge key, scalars as a set.</summary>
internal static class StrategicListMerge
{
    /// <summary>Merges and puts the elements in order: those of the patch as the patch has them, the others where they were.</summary>
    public static JsonArray Merge(JsonArray original, JsonArray patch, PatchField field)
    {
        var before = original.Select(item => item?.DeepClone()).ToList();
        if (IsListOfMaps(original, patch))
        {
            var key = field.MergeKey ?? throw new PatchException(
                PatchFailure.Malformed, $"cannot merge lists without merge key for {field.Type?.ShortName ?? "the field"}");
            return MergeMaps(original, patch, field, key, before);
        }

        var merged = Distinct(original.Concat(patch));
        return ListOrder.Arrange(merged, [.. patch], before, mergeKey: null);
    }

    /// <summary><c>$deleteFromPrimitiveList/LIST</c>: takes the scalars out of the list.</summary>
    public static void Delete(JsonObject original, string key, JsonNode? change)
    {
        var name = key[PatchDirective.DeleteFromPrimitiveList.Length..];
        if (change is not JsonArray doomed)
        {
            throw new PatchException(PatchFailure.Malformed, "invalid patch format of primitive list");
        }

        if (original[name] is JsonArray list)
        {
            original[name] = Detach(list.Where(item => !doomed.Any(gone => JsonNode.DeepEquals(gone, item))));
        }
    }

    /// <summary>Whether the lists hold maps rather than scalars.</summary>
    /// <exception cref="PatchException">They hold both, or lists.</exception>
    public static bool IsListOfMaps(JsonArray original, JsonArray patch)
    {
        bool? maps = null;
        foreach (var item in original.Concat(patch))
        {
            if (item is JsonArray)
            {
                throw new PatchException(PatchFailure.NotApplicable, "lists of lists are not supported");
            }

            if (maps is { } expected && expected != item is JsonObject)
            {
                throw new PatchException(PatchFailure.Malformed, "list element types are not identical");
            }

            maps = item is JsonObject;
        }

        return maps ?? false;
    }

    /// <summary>The value of an element's merge key.</summary>
    public static JsonNode? KeyOf(JsonNode? item, string key) =>
        item is JsonObject map && map.TryGetPropertyValue(key, out var value)
            ? value
            : throw new PatchException(PatchFailure.Malformed, $"map: {item?.ToJsonString() ?? "<nil>"} does not contain declared merge key: {key}");

    private static JsonArray MergeMaps(JsonArray original, JsonArray patch, PatchField field, string key, List<JsonNode?> before)
    {
        var items = original.ToList();
        original.Clear();
        var changes = new List<JsonObject>();
        var replace = false;
        foreach (var change in patch.Cast<JsonObject>())
        {
            if (!PatchDirective.TryGet(change, out var directive))
            {
                changes.Add(change);
                continue;
            }

            switch (directive)
            {
                case "delete":
                    var doomed = KeyOf(change, key);
                    items.RemoveAll(item => JsonNode.DeepEquals(KeyOf(item, key), doomed));
                    break;
                case "replace":
                    replace = true;
                    break;
                case "merge":
                    throw new PatchException(PatchFailure.Malformed, "merging lists cannot yet be specified in the patch");
                default:
                    throw StrategicMerge.UnknownDirective(directive, change);
            }
        }

        if (replace)
        {
            return new JsonArray([.. changes.Select(change => change.DeepClone())]);
        }

        foreach (var change in changes)
        {
            var value = KeyOf(change, key);
            var at = items.FindIndex(item => JsonNode.DeepEquals(KeyOf(item, key), value));
            if (at < 0)
            {
                items.Add(PatchDirective.Added(change));
            }
            else
            {
                items[at] = StrategicMerge.Map((JsonObject)items[at]!, change, field.Type);
            }
        }

        return ListOrder.Arrange(items, [.. changes], before, key);
    }

    private static List<JsonNode?> Distinct(IEnumerable<JsonNode?> items)
    {
        var distinct = new List<JsonNode?>();
        foreach (var item in items)
        {
            if (!distinct.Exists(known => JsonNode.DeepEquals(known, item)))
            {
                distinct.Add(item?.DeepClone());
            }
        }

        return distinct;
    }

    private static JsonArray Detach(IEnumerable<JsonNode?> items) => new([.. items.Select(item => item?.DeepClone())]);
}
