using System.Text.Json.Nodes;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Patches;

/// <summary>JSON merge patch (RFC 7386): objects merge, everything else is replaced, null removes.</summary>
public static class MergePatch
{
    /// <summary>Parses and applies a patch, which must be an object. The document is changed in place.</summary>
    /// <param name="document">The document.</param>
    /// <param name="patch">The patch, as UTF-8 JSON.</param>
    /// <param name="reading">Takes note of fields that come twice in the patch; without it they are refused.</param>
    /// <exception cref="PatchException">The patch is malformed.</exception>
    public static JsonObject Apply(JsonObject document, ReadOnlySpan<byte> patch, JsonReadContext? reading = null)
    {
        Merge(document, PatchDocument.ParseObject(patch, reading));
        return document;
    }

    /// <summary>Applies a patch of any type to a document of any type, as the RFC defines it. Neither needs to be kept: nodes move from one to the other.</summary>
    public static JsonNode? Apply(JsonNode? document, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var target = document as JsonObject ?? [];
        Merge(target, changes);
        return target;
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (key, change) in patch)
        {
            switch (change)
            {
                case null:
                    target.Remove(key);
                    break;
                case JsonObject changes when target[key] is JsonObject existing:
                    Merge(existing, changes);
                    break;
                case JsonObject changes:
                    var created = new JsonObject();
                    Merge(created, changes);
                    target[key] = created;
                    break;
                default:
                    target[key] = change.DeepClone();
                    break;
            }
        }
    }
}
