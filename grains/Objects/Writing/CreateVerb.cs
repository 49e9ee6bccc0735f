using Orchestrator.Api.Errors;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Strategies;
using Orchestrator.Grains.Objects.Admission;
using Orchestrator.Grains.Objects.Ownership;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>POST of an object, and PUT of one that does not exist where the kind allows that.</summary>
internal static class CreateVerb
{
    /// <summary>Creates the object of the request's body.</summary>
    public static ValueTask<WriteOutcome> ApplyAsync(WriteContext context) => ApplyAsync(context, BodyReader.Decode(context, context.Request.Body));

    /// <summary>
    /// Creates the object. The order is a real server's: default, mutating admission, prepare, validate, validating admission;
    /// whether the name is taken is only told to a client whose object is valid.
    /// </summary>
    public static async ValueTask<WriteOutcome> ApplyAsync(WriteContext context, IKubeObject value)
    {
        RequestMetadata.MatchPath(context, value.Metadata);
        var strategy = context.Strategy;
        ObjectRules.Default(strategy, value);
        FieldTracking.Created(context, value);

        var admission = AdmissionAttributes.Of(context, AdmissionOperation.Create, value, null);
        await context.Services.Admission.AdmitAsync(admission);

        RequestMetadata.FillForCreate(context, value.Metadata);
        ObjectRules.PrepareForCreate(strategy, value);
        context.Behavior.Prepare(context, value, null);

        var errors = ObjectRules.Validate(strategy, context.Kind.Namespaced, value);
        Refusals.ThrowIfInvalid(context, errors);
        context.Warn(ObjectRules.Warnings(strategy, value, null));
        await context.Services.Admission.ValidateAsync(admission);

        if (context.Current is not null)
        {
            throw new ApiException(StatusFactory.AlreadyExists(context.Served.GroupResource, context.Key.Name));
        }

        await context.Behavior.AllocateAsync(context, value, null, errors);
        Refusals.ThrowIfInvalid(context, errors);
        return Saving.Save(context, value, 201);
    }
}
