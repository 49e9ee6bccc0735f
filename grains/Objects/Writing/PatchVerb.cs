using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;
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
        var reading = new JsonReadContext(BodyReader.ValidationOf(context));
        var json = Patch(context, context.Show(current), context.Served.Schema, reading);
        var patched = BodyReader.Decode(context, json, Problems(context, reading), problem => Unreadable(context, json, problem));
        RequestMetadata.MatchPath(context, patched.Metadata);
        return UpdateVerb.ReplaceAsync(context, patched);
    }

    /// <summary>Applies the request's patch to a document of a type.</summary>
    public static ReadOnlyMemory<byte> Patch(WriteContext context, ReadOnlyMemory<byte> document, TypeSchema? schema, JsonReadContext? reading = null)
    {
        var patch = context.Request.Body;
        try
        {
            return context.Request.Patch switch
            {
                PatchType.Json => JsonBytes.Of(JsonPatch.Apply(Tree(document), patch, reading)),
                PatchType.Merge => MergePatch.Apply(document.Span, patch, reading),
                PatchType.StrategicMerge when schema is not null => JsonBytes.Of(StrategicMergePatch.Apply(Tree(document), patch, schema, reading)),
                _ => throw new ApiException(StatusFactory.UnsupportedMediaType(Supported)),
            };
        }
        catch (PatchException e)
        {
            throw new ApiException(StatusFactory.Patch(e));
        }
    }

    private static JsonObject Tree(ReadOnlyMemory<byte> document) => (JsonObject)JsonNode.Parse(document.Span)!;

    private static IReadOnlyList<string> Problems(WriteContext context, JsonReadContext reading) =>
        reading.Problems.Count == 0 || context.Request.Patch != PatchType.Json ? reading.Problems : [.. reading.Problems.Select(problem => "json patch " + problem)];

    /// <summary>422 that shows the patch, or what it made, as a real server does: it is no fault of the object's.</summary>
    private static ApiException Unreadable(WriteContext context, ReadOnlyMemory<byte> patched, string problem)
    {
        var shown = context.Request.Patch == PatchType.StrategicMerge ? GoValue.Text(JsonTree.Parse(context.Request.Body)) : Encoding.UTF8.GetString(patched.Span);
        var errors = new FieldErrors();
        errors.Invalid(FieldPath.Of("patch"), shown, problem);
        return new ApiException(StatusFactory.Invalid(new GroupKind("", ""), "", errors));
    }
}
