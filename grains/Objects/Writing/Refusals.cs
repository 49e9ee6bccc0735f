using Orchestrator.Api.Errors;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>The refusals that several verbs share.</summary>
internal static class Refusals
{
    /// <summary>422 with everything that is wrong with the object.</summary>
    public static void ThrowIfInvalid(WriteContext context, FieldErrors errors)
    {
        if (errors.Count > 0)
        {
            throw new ApiException(StatusFactory.Invalid(context.Served.GroupKind, context.Key.Name, errors));
        }
    }

    /// <summary>404.</summary>
    public static ApiException NotFound(WriteContext context) => new(StatusFactory.NotFound(context.Served.GroupResource, context.Key.Name));
}
