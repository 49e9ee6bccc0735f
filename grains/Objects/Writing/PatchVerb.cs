using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Patches;
using Orchestrator.Api.Schema;
using Orchestrator.Grains.Objects.Ownership;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>PATCH: the patch is applied to the object's JSON, and the result replaces the object as an update would.</summary>
internal static class PatchVerb
{
    private static readonly string[] Supported = ["application/json-patch+json", "application/merge-patch+json"];

    /// <summary>Patches the object. Since the grain applies requests in turn, there is nothing to retry.</summary>
    public static ValueTask<WriteOutcome> ApplyAsync(WriteContext context)
    {
        if (context.Request.Patch == PatchType.Apply)
        {
            return ApplyVerb.ApplyAsync(context);
        }

        var current = context.Current ?? throw Refusals.NotFound(context);
        var patched = BodyReader.Decode(context, Patch(context, context.Show(current), context.Served.Schema));
        RequestMetadata.MatchPath(context, patched.Metadata);
        return UpdateVerb.ReplaceAsync(context, patched);
    }

    /// <summary>Applies the request's patch to a document of a type.</summary>
    public static ReadOnlyMemory<byte> Patch(WriteContext context, ReadOnlyMemory<byte> document, TypeSchema? schema)
    {
        var tree = (JsonObject)JsonNode.Parse(document.Span)!;
        var patch = context.Request.Body;
        try
        {
            return JsonBytes.Of(context.Request.Patch switch
            {
                PatchType.Json => JsonPatch.Apply(tree, patch),
                PatchType.Merge => MergePatch.Apply(tree, patch),
                PatchType.StrategicMerge when schema is not null => StrategicMergePatch.Apply(tree, patch, schema),
                _ => throw new ApiException(StatusFactory.UnsupportedMediaType(Supported)),
            });
        }
        catch (PatchException e)
        {
            throw new ApiException(StatusFactory.Patch(e));
        }
    }
}
