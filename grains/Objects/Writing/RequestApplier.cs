using Orchestrator.Api.Errors;
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
            var context = new WriteContext(key, request, kind, pending, services, behavior);
            if (request.Subresource.Length > 0 && await behavior.TrySubresourceAsync(context) is { } outcome)
            {
                return outcome;
            }

            if (request is { Verb: WriteVerb.Create or WriteVerb.Delete, Subresource.Length: > 0 })
            {
                throw new ApiException(StatusFactory.MethodNotAllowed(key.GroupResource, request.Verb.ToString().ToLowerInvariant()));
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
        catch (ApiException refusal)
        {
            return WriteOutcome.Of(refusal.Status);
        }
        finally
        {
            pending.EndRequest();
        }
    }
}
