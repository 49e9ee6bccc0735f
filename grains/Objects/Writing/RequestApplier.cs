using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>Applies one request onto the pending object: the one place where verbs are told apart.</summary>
internal sealed class RequestApplier(ObjectKey key, ObjectServices services, KindBehavior behavior)
{
    /// <summary>Applies the request; a refusal is an outcome too, and has changed nothing.</summary>
    public async ValueTask<WriteOutcome> ApplyAsync(PendingObject pending, WriteRequest request)
    {
        try
        {
            var kind = pending.Kind ?? throw new ApiException(StatusFactory.NotFound(key.GroupResource, key.Name));
            var served = Served(kind, request);
            var context = new WriteContext(key, request, kind, served, pending, services, behavior);
            return await ApplyAsync(context);
        }
        catch (ApiException refusal)
        {
            return WriteOutcome.Of(refusal.Status);
        }
        finally
        {
            pending.EndRequest();
        }
    }

    private async ValueTask<WriteOutcome> ApplyAsync(WriteContext context)
    {
        var request = context.Request;
        if (request.Subresource.Length > 0 && await behavior.TrySubresourceAsync(context) is { } outcome)
        {
            return outcome;
        }

        if (request is { Verb: WriteVerb.Create or WriteVerb.Delete, Subresource.Length: > 0 })
        {
            throw new ApiException(StatusFactory.MethodNotAllowed(context.Served.GroupResource, request.Verb.ToString().ToLowerInvariant()));
        }

        return request.Verb switch
        {
            WriteVerb.Create => await CreateVerb.ApplyAsync(context),
            WriteVerb.Update => await UpdateVerb.ApplyAsync(context),
            WriteVerb.Patch => await PatchVerb.ApplyAsync(context),
            WriteVerb.Delete => await DeleteVerb.ApplyAsync(context),
            _ => throw new InvalidOperationException($"no such verb: {request.Verb}"),
        };
    }

    /// <summary>The kind in the version of the request; the storage version where the request names none, as a delete by a controller does.</summary>
    private KindDescriptor Served(KindDescriptor kind, WriteRequest request)
    {
        if (request.Version.Length == 0 || (request.Group is null && request.Version == kind.Version))
        {
            return kind;
        }

        var group = request.Group ?? key.Group;
        return services.Kinds.TryGet(group, request.Version, key.Resource, out var served)
            ? served
            : throw new ApiException(StatusFactory.NotFound(new GroupResource(group, key.Resource), key.Name));
    }
}
