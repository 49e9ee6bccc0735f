using System.Text.Json.Nodes;

namespace Orchestrator.Api.Patches;

/// <summary><c>$retainKeys</c>: of an object that is a union, all fields go that the patch does not list.</summary>
internal static class RetainKeys
{
    public static void Apply(JsonObject original, JsonObject patch)
    {
        if (!patch.TryGetPropertyValue(PatchDirective.RetainKeys, out var directive))
        {
            return;
        }

        if (directive is not JsonArray list || !list.All(item => item is JsonValue value && value.TryGetValue<string>(out _)))
        {
            throw new PatchException(PatchFailure.Malformed, "invalid patch format of retainKeys");
        }

        var retained = list.Select(item => item!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        if (patch.Any(field => field.Value is not null && !PatchDirective.IsDirective(field.Key) && !retained.Contains(field.Key)))
        {
            throw new PatchException(PatchFailure.Malformed, "patch content doesn't match retainKeys list");
        }

        foreach (var key in original.Select(field => field.Key).Where(key => !retained.Contains(key)).ToList())
        {
            original.Remove(key);
        }
    }
}
