using System.Text.Json.Nodes;
using Orchestrator.Api.Apply;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Ownership;

/// <summary>
/// PATCH with a configuration to apply: server-side apply. What it makes of the object goes the way of every update, or creates the object when it does not exist.
/// </summary>
internal static class ApplyVerb
{
    /// <summary>Applies the request's body.</summary>
    public static ValueTask<WriteOutcome> ApplyAsync(WriteContext context)
    {
        var applied = Read(context.Request.Body);
        ApplyChecks.Check(applied, context.Served.ApiVersion, context.Served.Kind);
        return ApplyAsync(context, applied);
    }

    /// <summary>Applies a configuration.</summary>
    public static ValueTask<WriteOutcome> ApplyAsync(WriteContext context, JsonObject applied)
    {
        var current = context.Current;
        if (current is null && context.TrackedAs.Length > 0)
        {
            throw Refusals.NotFound(context);
        }

        if (current is null)
        {
            ApplyChecks.CheckMeansNew(context, applied);
        }

        var outcome = Merge(context, current, applied);
        var value = BodyReader.Decode(context, JsonBytes.Of(outcome.Object));
        value.Metadata.ManagedFields = outcome.Managed;
        context.FieldsTracked = true;
        RequestMetadata.MatchPath(context, value.Metadata);
        return current is null ? CreateVerb.ApplyAsync(context, value) : UpdateVerb.ReplaceAsync(context, value);
    }

    /// <summary>Reads a configuration.</summary>
    public static JsonObject Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonTree.Parse(body) switch
            {
                JsonObject map => map,
                null => [],
                JsonArray => throw Undecodable("json: cannot unmarshal array into Go value of type map[string]interface {}"),
                var other => throw Undecodable($"json: cannot unmarshal {other.GetValueKind().ToString().ToLowerInvariant()} into Go value of type map[string]interface {{}}"),
            };
        }
        catch (JsonDecodeException e)
        {
            throw Undecodable(e.Message);
        }
    }

    private static ApplyOutcome Merge(WriteContext context, ObjectVersion? current, JsonObject applied)
    {
        var live = current is null ? "{}"u8.ToArray() : context.Show(current);
        var empty = current is null ? null : FieldTracking.EmptyObject(context.Served);
        List<ManagedFieldsEntry>? managed = current?.Typed.Metadata.ManagedFields;
        try
        {
            return ServerSideApply.Apply(
                FieldTracking.WriterOf(context, context.Served), live.Span, managed, empty, applied, context.Request.Options.Force);
        }
        catch (ApplyException e)
        {
            throw ApplyChecks.NotTyped(applied, e.Message);
        }
        catch (FieldConflictException e)
        {
            throw new ApiException(StatusFactory.ApplyConflict(e), e);
        }
    }

    private static ApiException Undecodable(string problem) =>
        new(StatusFactory.BadRequest($"error decoding YAML: error unmarshaling JSON: while decoding JSON: {problem}"));
}
