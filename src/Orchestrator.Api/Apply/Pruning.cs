using System.Text.Json.Nodes;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Apply;

/// <summary>
/// Takes out of a merged object what its manager applied before, does not apply now, and nobody else owns (structured-merge-diff's <c>prune</c>).
/// </summary>
internal static class Pruning
{
    /// <param name="merged">The object with the new configuration merged in.</param>
    /// <param name="last">What the manager applied before.</param>
    /// <param name="now">What it applies now.</param>
    /// <param name="others">What all others own.</param>
    /// <param name="schema">The kind's fields.</param>
    public static JsonObject Prune(JsonObject merged, FieldSet last, FieldSet now, FieldSet others, TypeSchema schema)
    {
        if (now.Contains(last))
        {
            return merged;
        }

        var root = new MergeRule(schema.AsValue(), null);
        var lastNamed = last.WithNamedFields(root);
        var present = FieldSetExtractor.Of(merged, schema).WithNamedFields(root);
        var pruned = TreeRemoval.Without(merged, lastNamed, schema);

        // What goes along with an item or map but is somebody's, stays.
        var kept = FieldSetExtractor.Of(pruned, schema).WithNamedFields(root).Union(now.Union(others).WithNamedFields(root));
        pruned = TreeRemoval.Without(merged, present.Difference(kept), schema);

        // What nobody owns stays too, unless it is in what goes.
        var gone = present.Difference(FieldSetExtractor.Of(pruned, schema).WithNamedFields(root));
        return TreeRemoval.Without(merged, gone.Intersection(lastNamed), schema);
    }
}
