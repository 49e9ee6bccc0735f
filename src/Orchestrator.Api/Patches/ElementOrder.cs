using System.Text.Json.Nodes;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Patches;

/// <summary><c>$setElementOrder/LIST</c>: merges the list and puts it in the order given; what the order does not name keeps its place.</summary>
internal static class ElementOrder
{
    public static void Apply(JsonObject original, JsonObject patch, TypeSchema? schema)
    {
        foreach (var directive in patch.Select(field => field.Key).Where(key => key.StartsWith(PatchDirective.SetElementOrder, StringComparison.Ordinal)).ToList())
        {
            var order = patch[directive] as JsonArray ?? throw new PatchException(PatchFailure.Malformed, "invalid patch format of setElementOrder list");
            patch.Remove(directive);
            var name = directive[PatchDirective.SetElementOrder.Length..];
            var existing = List(original, name);
            var changes = List(patch, name);
            if (existing is null && changes is null)
            {
                continue;
            }

            patch.Remove(name);
            original[name] = Arrange(existing, changes, order, PatchField.Find(schema, name), directive);
        }
    }

    private static JsonArray Arrange(JsonArray? existing, JsonArray? changes, JsonArray order, PatchField field, string directive)
    {
        var before = existing?.Select(item => item?.DeepClone()).ToList() ?? [];
        var key = StrategicListMerge.IsListOfMaps(existing ?? [], changes ?? []) ? field.MergeKey : null;
        CheckOrder(changes, order, key, directive);
        var merged = (existing, changes) switch
        {
            (null, { } added) => (JsonArray)PatchDirective.Added(added)!,
            ({ } kept, null) => kept,
            ({ } kept, { } changed) => field.MergesList ? StrategicListMerge.Merge(kept, changed, field) : (JsonArray)PatchDirective.Added(changed)!,
            _ => [],
        };

        var items = merged.ToList();
        merged.Clear();
        return ListOrder.Arrange(items, [.. order], before, key);
    }

    // The elements of the patch must stand in the order that it sets, and all be in it.
    private static void CheckOrder(JsonArray? changes, JsonArray order, string? key, string directive)
    {
        var from = 0;
        var wanted = order.ToList();
        foreach (var change in changes ?? [])
        {
            if (change is JsonObject map && PatchDirective.TryGet(map, out _))
            {
                continue;
            }

            var at = ListOrder.IndexOf(wanted, change, key);
            if (at < from)
            {
                throw new PatchException(
                    PatchFailure.Malformed,
                    $"The order in patch list:\n{changes!.ToJsonString()}\n doesn't match {directive[..^1].Split('/')[0]} list:\n{order.ToJsonString()}\n");
            }

            from = at + 1;
        }
    }

    private static JsonArray? List(JsonObject map, string name) => map[name] switch
    {
        null => null,
        JsonArray list => list,
        var other => throw new PatchException(PatchFailure.Malformed, $"expected a []interface {{}}, but received a {JsonTypeName.GoType(other)}"),
    };
}
