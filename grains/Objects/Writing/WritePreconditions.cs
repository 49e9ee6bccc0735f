using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>Which object, and which version of it, a client means.</summary>
internal static class WritePreconditions
{
    /// <summary>An update names the object that it changes: by the options, or by the uid in its body.</summary>
    public static void CheckUpdate(WriteContext context, ObjectMeta metadata, ObjectMeta old)
    {
        CheckUid(context, context.Request.Options.PreconditionUid, old);
        CheckUid(context, metadata.Uid, old);
        if (context.Request.Options.PreconditionResourceVersion is { Length: > 0 } expected && expected != context.Current!.ResourceVersion)
        {
            throw Modified(context);
        }
    }

    /// <summary>
    /// A version in the body must be the present one. Without one the update is unconditional, which a few kinds do not allow.
    /// </summary>
    public static void CheckVersion(WriteContext context, ObjectMeta metadata)
    {
        if (string.IsNullOrEmpty(metadata.ResourceVersion))
        {
            if (!KindRules.AllowsUnconditionalUpdate(context.Key.GroupResource) || (context.Kind.IsCustom && context.Request.Subresource != "scale"))
            {
                var errors = new FieldErrors();
                errors.Invalid(FieldPath.Of("metadata", "resourceVersion"), 0, "must be specified for an update");
                throw new ApiException(StatusFactory.Invalid(context.Served.GroupKind, context.Key.Name, errors));
            }
        }
        else if (metadata.ResourceVersion != context.Current!.ResourceVersion)
        {
            throw Modified(context);
        }
    }

    /// <summary>The preconditions of <c>DeleteOptions</c>.</summary>
    public static void CheckDelete(WriteContext context, ObjectMeta old)
    {
        var options = context.Request.Options;
        if (options.PreconditionUid is { Length: > 0 } uid && uid != old.Uid)
        {
            throw Conflict(
                context,
                $"the UID in the precondition ({uid}) does not match the UID in record ({old.Uid}). The object might have been deleted and then recreated");
        }

        if (options.PreconditionResourceVersion is { Length: > 0 } version && version != context.Current!.ResourceVersion)
        {
            throw Conflict(
                context,
                $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({context.Current.ResourceVersion}). The object might have been modified");
        }
    }

    private static void CheckUid(WriteContext context, string? expected, ObjectMeta old)
    {
        if (!string.IsNullOrEmpty(expected) && expected != old.Uid)
        {
            throw new ApiException(StatusFactory.PreconditionFailed(context.Served.GroupResource, context.Key.Name, "UID", expected, old.Uid ?? ""));
        }
    }

    private static ApiException Modified(WriteContext context) =>
        Conflict(context, StatusFactory.ObjectModified);

    private static ApiException Conflict(WriteContext context, string why) => new(StatusFactory.Conflict(context.Served.GroupResource, context.Key.Name, why));
}
