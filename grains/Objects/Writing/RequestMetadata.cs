using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>What a request's path and moment, not its body, decide in an object's metadata (parts of a real server's <c>BeforeCreate</c> and <c>BeforeUpdate</c>).</summary>
internal static class RequestMetadata
{
    /// <summary>The object must be the one of the request's path; what it leaves out is filled in.</summary>
    public static void MatchPath(WriteContext context, ObjectMeta metadata)
    {
        if (!string.IsNullOrEmpty(metadata.Name) && metadata.Name != context.Key.Name)
        {
            throw new ApiException(StatusFactory.BadRequest(
                $"the name of the object ({metadata.Name}) does not match the name on the URL ({context.Key.Name})"));
        }

        // the namespace of an object that lives in none is dropped below
        if (context.Kind.Namespaced && !string.IsNullOrEmpty(metadata.Namespace) && metadata.Namespace != context.Key.Namespace)
        {
            throw new ApiException(StatusFactory.BadRequest("the namespace of the provided object does not match the namespace sent on the request"));
        }

        metadata.Name = context.Key.Name;
        metadata.Namespace = context.Kind.Namespaced ? context.Key.Namespace : null;
    }

    /// <summary>A new object has an identity of its own, whatever the client says.</summary>
    public static void FillForCreate(WriteContext context, ObjectMeta metadata)
    {
        if (!string.IsNullOrEmpty(metadata.ResourceVersion))
        {
            throw new ApiException(StatusFactory.BadRequest("resourceVersion should not be set on objects to be created"));
        }

        metadata.Uid = Guid.NewGuid().ToString();
        metadata.CreationTimestamp = context.Now;
    }

    /// <summary>What a client may not change and is ignored rather than refused (the kind's rules keep the rest).</summary>
    public static void CarryOver(ObjectMeta metadata, ObjectMeta old)
    {
        metadata.CreationTimestamp = old.CreationTimestamp ?? metadata.CreationTimestamp;
    }
}
