using System.Text.Json.Nodes;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Patches;

/// <summary>
/// JSON patch (RFC 6902) with the limits and messages of a real server: at most 10,000 operations, at most 3 MiB copied,
/// <c>test</c> of an absent field equals null, negative indices count from the end.
/// </summary>
public static class JsonPatch
{
    /// <summary>The most operations in one patch.</summary>
    public const int MaximumOperations = 10_000;

    /// <summary>The most bytes that all <c>copy</c> operations of one patch may add.</summary>
    public const int MaximumCopiedBytes = 3 * 1024 * 1024;

    /// <summary>Parses and applies a patch. The document is changed in place; use the result, since the root itself may be replaced.</summary>
    /// <param name="document">The document.</param>
    /// <param name="patch">The patch, as UTF-8 JSON.</param>
    /// <param name="reading">Takes note of fields that come twice in the patch; without it they are refused.</param>
    /// <exception cref="PatchException">The patch is malformed or cannot be applied; the document is then to be thrown away.</exception>
    public static JsonNode? Apply(JsonNode? document, ReadOnlySpan<byte> patch, JsonReadContext? reading = null)
    {
        var operations = PatchDocument.ParseAny(patch, reading);
        return operations is JsonArray list
            ? Apply(document, list)
            : throw new PatchException(
                PatchFailure.Malformed, $"error decoding patch: json: cannot unmarshal {JsonTypeName.Of(operations)} into Go value of type jsonpatch.Patch");
    }

    /// <summary>Applies the operations in turn.</summary>
    /// <exception cref="PatchException">An operation is malformed or cannot be applied.</exception>
    public static JsonNode? Apply(JsonNode? document, JsonArray operations)
    {
        if (operations.Count > MaximumOperations)
        {
            throw new PatchException(
                PatchFailure.TooLarge, $"The allowed maximum operations in a JSON patch is {MaximumOperations}, got {operations.Count}");
        }

        var parsed = operations.Select(JsonPatchOperation.Read).ToList();
        var target = new JsonPatchTarget(document);
        foreach (var operation in parsed)
        {
            target.Apply(operation);
        }

        return target.Document;
    }
}
