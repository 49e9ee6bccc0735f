using System.Text.Json.Nodes;
using Orchestrator.Api.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Patches;

/// <summary>
/// Strategic merge patch: like merge patch, but lists whose field says so are merged by a key, and directives in the patch (<c>$patch</c>,
/// <c>$setElementOrder/LIST</c>, <c>$deleteFromPrimitiveList/LIST</c>, <c>$retainKeys</c>) say more. The semantics are those of Kubernetes' <c>strategicpatch</c>
/// package on the server's side, with unmatched nulls dropped.
/// </summary>
public static class StrategicMergePatch
{
    /// <summary>Parses and applies a patch. The document is changed in place; use the result, since <c>$patch: replace</c> gives a new root.</summary>
    /// <param name="document">The object as it is.</param>
    /// <param name="patch">The patch, as UTF-8 JSON.</param>
    /// <param name="schema">The kind's fields, with their patch strategies.</param>
    /// <param name="reading">Takes note of fields that come twice in the patch; without it they are refused.</param>
    /// <exception cref="PatchException">The patch is malformed or cannot be applied; the document is then to be thrown away.</exception>
    public static JsonObject Apply(JsonObject document, ReadOnlySpan<byte> patch, TypeSchema schema, JsonReadContext? reading = null) =>
        StrategicMerge.Map(document, PatchDocument.ParseObject(patch, reading), schema);
}
