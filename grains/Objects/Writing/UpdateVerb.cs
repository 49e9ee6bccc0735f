using Orchestrator.Api.Objects;
using Orchestrator.Api.Strategies;
using Orchestrator.Grains.Objects.Admission;
using Orchestrator.Grains.Objects.Deletion;
using Orchestrator.Grains.Objects.Ownership;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>PUT of an object or of one of its subresources; a patch ends here too.</summary>
internal static class UpdateVerb
{
    /// <summary>Replaces the object by the request's body.</summary>
    public static ValueTask<WriteOutcome> ApplyAsync(WriteContext context)
    {
        var value = BodyReader.Decode(context, context.Request.Body);
        RequestMetadata.MatchPath(context, value.Metadata);
        if (context.Current is not null)
        {
            return ReplaceAsync(context, value);
        }

        return context.Request.Subresource.Length == 0 && KindRules.AllowsCreateOnUpdate(context.Key.GroupResource)
            ? CreateVerb.ApplyAsync(context, value)
            : throw Refusals.NotFound(context);
    }

    /// <summary>Replaces the object, which exists, by a value that is the caller's to change.</summary>
    public static async ValueTask<WriteOutcome> ReplaceAsync(WriteContext context, IKubeObject value)
    {
        var old = context.Current!.Typed;
        WritePreconditions.CheckUpdate(context, value.Metadata, old.Metadata);
        WritePreconditions.CheckVersion(context, value.Metadata);

        var subresource = context.Request.Subresource;
        var strategy = context.Strategy;
        ObjectRules.Default(strategy, value);
        FieldTracking.Changed(context, value, old);

        var admission = AdmissionAttributes.Of(context, AdmissionOperation.Update, value, old);
        await context.Services.Admission.AdmitAsync(admission);

        RequestMetadata.CarryOver(value.Metadata, old.Metadata);
        ObjectRules.PrepareForUpdate(strategy, value, old, subresource);
        context.Behavior.Prepare(context, value, old);

        var errors = ObjectRules.ValidateUpdate(strategy, context.Kind.Namespaced, value, old, subresource);
        Refusals.ThrowIfInvalid(context, errors);
        if (subresource.Length == 0)
        {
            context.Warn(ObjectRules.Warnings(strategy, value, old));
        }

        await context.Services.Admission.ValidateAsync(admission);

        if (Departure.IsDue(context, value, old))
        {
            return WriteOutcome.Of(200, await Saving.RemoveAsync(context, value), context.Warnings);
        }

        await context.Behavior.AllocateAsync(context, value, old, errors);
        Refusals.ThrowIfInvalid(context, errors);
        return Saving.Save(context, value, 200);
    }
}
