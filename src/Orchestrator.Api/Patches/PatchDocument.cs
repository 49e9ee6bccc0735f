using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Patches;

/// <summary>Reads the body of a patch.</summary>
internal static class PatchDocument
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 256 };

    /// <summary>Reads any JSON.</summary>
    /// <exception cref="PatchException">It is no JSON, or has a key twice and nobody takes note of that.</exception>
    public static JsonNode? ParseAny(ReadOnlySpan<byte> patch, JsonReadContext? reading)
    {
        try
        {
            return JsonNode.Parse(patch, null, Options);
        }
        catch (JsonException e)
        {
            return reading is null ? throw Malformed(new JsonDecodeException(GoJsonErrors.Describe(patch, e), e)) : ParseAgain(patch, reading);
        }
    }

    // What the fast parser does not take is malformed or has fields that come twice: then the last one counts.
    private static JsonNode? ParseAgain(ReadOnlySpan<byte> patch, JsonReadContext reading)
    {
        try
        {
            return JsonTree.Parse(patch.ToArray(), reading);
        }
        catch (JsonDecodeException e)
        {
            throw Malformed(e);
        }
    }

    private static PatchException Malformed(Exception e) => new(PatchFailure.Malformed, "error decoding patch: " + e.Message, e);

    /// <summary>Reads an object; null reads as an empty one.</summary>
    /// <exception cref="PatchException">It is something else.</exception>
    public static JsonObject ParseObject(ReadOnlySpan<byte> patch, JsonReadContext? reading)
    {
        var parsed = ParseAny(patch, reading);
        return parsed as JsonObject ?? (parsed is null ? [] : throw new PatchException(
            PatchFailure.Malformed, $"error decoding patch: json: cannot unmarshal {JsonTypeName.Of(parsed)} into Go value of type map[string]interface {{}}"));
    }
}
