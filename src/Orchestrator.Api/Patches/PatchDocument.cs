using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Api.Patches;

/// <summary>Reads the body of a patch.</summary>
internal static class PatchDocument
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 256 };

    /// <summary>Reads any JSON.</summary>
    /// <exception cref="PatchException">It is no JSON, or has a key twice.</exception>
    public static JsonNode? ParseAny(ReadOnlySpan<byte> patch)
    {
        try
        {
            return JsonNode.Parse(patch, null, Options);
        }
        catch (JsonException e)
        {
            throw new PatchException(PatchFailure.Malformed, "error decoding patch: " + e.Message, e);
        }
    }

    /// <summary>Reads an object; null reads as an empty one.</summary>
    /// <exception cref="PatchException">It is something else.</exception>
    public static JsonObject ParseObject(ReadOnlySpan<byte> patch)
    {
        var parsed = ParseAny(patch);
        return parsed as JsonObject ?? (parsed is null ? [] : throw new PatchException(
            PatchFailure.Malformed, $"error decoding patch: json: cannot unmarshal {JsonTypeName.Of(parsed)} into Go value of type map[string]interface {{}}"));
    }
}
