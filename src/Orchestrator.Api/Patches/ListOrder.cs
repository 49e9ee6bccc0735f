using System.Text.Json.Nodes;

namespace Orchestrator.Api.Patches;

/// <summary>Puts the elements of a merged list in order.</summary>
internal static class ListOrder
{
    /// <summary>
    /// Elements that <paramref name="wanted"/> names come in its order; the others keep their order among themselves and stand before the
    /// first wanted element that they stood before.
    /// </summary>
    public static JsonArray Arrange(List<JsonNode?> merged, IReadOnlyList<JsonNode?> wanted, IReadOnlyList<JsonNode?> before, string? mergeKey)
    {
        var inPatch = new List<JsonNode?>();
        var others = new List<JsonNode?>();
        foreach (var item in merged)
        {
            (IndexOf(wanted, item, mergeKey) >= 0 ? inPatch : others).Add(item);
        }

        inPatch = [.. inPatch.OrderBy(item => IndexOf(wanted, item, mergeKey))];
        others = [.. others.OrderBy(item => IndexOf(before, item, mergeKey))];
        return Interleave(others, inPatch, before, mergeKey);
    }

    /// <summary>Where an element with the same merge key (or, of scalars, the same value) is; -1 when it is not there.</summary>
    public static int IndexOf(IReadOnlyList<JsonNode?> list, JsonNode? item, string? mergeKey)
    {
        var value = mergeKey is null ? item : StrategicListMerge.KeyOf(item, mergeKey);
        for (var i = 0; i < list.Count; i++)
        {
            if (JsonNode.DeepEquals(mergeKey is null ? list[i] : StrategicListMerge.KeyOf(list[i], mergeKey), value))
            {
                return i;
            }
        }

        return -1;
    }

    private static JsonArray Interleave(List<JsonNode?> others, List<JsonNode?> inPatch, IReadOnlyList<JsonNode?> before, string? mergeKey)
    {
        var result = new JsonArray();
        var (i, j) = (0, 0);
        while (i < others.Count || j < inPatch.Count)
        {
            var takeOther = j == inPatch.Count || (i < others.Count && StoodBefore(others[i], inPatch[j], before, mergeKey));
            result.Add(Detached(takeOther ? others[i++] : inPatch[j++]));
        }

        return result;
    }

    private static bool StoodBefore(JsonNode? left, JsonNode? right, IReadOnlyList<JsonNode?> before, string? mergeKey)
    {
        var leftAt = IndexOf(before, left, mergeKey);
        var rightAt = IndexOf(before, right, mergeKey);
        return leftAt >= 0 && rightAt >= 0 && leftAt < rightAt;
    }

    private static JsonNode? Detached(JsonNode? node) => node?.Parent is null ? node : node.DeepClone();
}
