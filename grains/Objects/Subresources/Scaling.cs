using System.Text.Json.Nodes;
using Orchestrator.Api.Apply;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Autoscaling.V1;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Ownership;
using Orchestrator.Grains.Objects.Writing;
using GroupKind = Orchestrator.Api.Objects.GroupKind;

namespace Orchestrator.Grains.Objects.Subresources;

/// <summary>PUT and PATCH of <c>/scale</c>: changes <c>spec.replicas</c> and nothing else, and answers with the Scale.</summary>
internal static class Scaling
{
    private static readonly ScalePaths Usual = new(["spec", "replicas"], ["status", "replicas"], null);

    /// <summary>Applies the request if it is about the scale.</summary>
    public static async ValueTask<WriteOutcome?> TryApplyAsync(WriteContext context)
    {
        if (context.Request.Subresource != "scale" || context.Request.Verb is not (WriteVerb.Update or WriteVerb.Patch))
        {
            return null;
        }

        var current = context.Current ?? throw Refusals.NotFound(context);
        if (context.Request is { Verb: WriteVerb.Patch, Patch: PatchType.Apply })
        {
            return (await ApplyVerb.ApplyAsync(context.OfObject(), Configuration(context))).As(version => ScaleView.Of(version.Utf8, context.Served.Scale));
        }

        var scale = Read(context, ScaleView.Of(current.Utf8, context.Served.Scale));
        WritePreconditions.CheckVersion(context, scale.Metadata);
        var replicas = Replicas(context, scale);

        var tree = (JsonObject)JsonNode.Parse(current.Utf8.Span)!;
        CustomScale.SetReplicas(tree, context.Served.Scale ?? Usual, replicas);
        var scaled = context.Kind.DecodeStored(JsonBytes.Of(tree));
        var outcome = await UpdateVerb.ReplaceAsync(context.OfObject(), scaled);
        return outcome.As(version => ScaleView.Of(version.Utf8, context.Served.Scale));
    }

    /// <summary>An applied Scale is an applied configuration of the object that sets its replicas and nothing else.</summary>
    private static JsonObject Configuration(WriteContext context)
    {
        var applied = ApplyVerb.Read(context.Request.Body);
        ApplyChecks.Check(applied, "autoscaling/v1", "Scale");
        if (ApplyProblems.Find(applied, JsonModel.SchemaOf<Scale>()) is { } problem)
        {
            throw ApplyChecks.NotTyped(applied, problem);
        }

        var configuration = new JsonObject
        {
            ["apiVersion"] = context.Served.ApiVersion,
            ["kind"] = context.Served.Kind,
            ["metadata"] = applied["metadata"]?.DeepClone() ?? new JsonObject(),
        };
        if (Decode(JsonBytes.Of(applied)) is { Spec.Replicas: not null } scale)
        {
            CustomScale.SetReplicas(configuration, context.Served.Scale ?? Usual, Replicas(context, scale));
        }

        return configuration;
    }

    private static Scale Read(WriteContext context, Scale present)
    {
        ReadOnlyMemory<byte> body = context.Request.Verb == WriteVerb.Patch
            ? PatchVerb.Patch(context, JsonModel.ToBytes(present), JsonModel.SchemaOf<Scale>())
            : context.Request.Body;
        return Decode(body);
    }

    private static Scale Decode(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonModel.Read<Scale>(body);
        }
        catch (JsonDecodeException e)
        {
            throw new ApiException(StatusFactory.BadRequest($"Scale in version \"v1\" cannot be handled as a Scale: {e.Message}"));
        }
    }

    private static int Replicas(WriteContext context, Scale scale)
    {
        var replicas = scale.Spec.Replicas ?? 0;
        if (replicas < 0)
        {
            var errors = new FieldErrors();
            errors.Invalid(FieldPath.Of("spec", "replicas"), replicas, "must be greater than or equal to 0");
            throw new ApiException(StatusFactory.Invalid(new GroupKind("autoscaling", "Scale"), context.Key.Name, errors));
        }

        return replicas;
    }
}
