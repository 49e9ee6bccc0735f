using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Discovery;
using Orchestrator.Silo.Errors;
using Orchestrator.Silo.Reads;
using Orchestrator.Silo.RequestInformation;
using Orchestrator.Silo.Responses;
using Orchestrator.Silo.Reviews;
using Orchestrator.Silo.Writes;

namespace Orchestrator.Silo.Pipeline;

/// <summary>Finds the kind that a request names and hands the request to the handler of its verb. There is no handler per kind.</summary>
internal sealed class ResourceEndpoint(
    KindRegistry kinds,
    GetHandler get,
    ListHandler list,
    WatchHandler watch,
    CreateHandler create,
    UpdateHandler update,
    PatchHandler patch,
    DeleteHandler delete,
    DeleteCollectionHandler deleteCollection,
    ReviewHandler reviews)
{
    /// <summary>Answers a request for a resource.</summary>
    public Task HandleAsync(HttpContext context, RequestInfo info, UserInfo user)
    {
        if (!kinds.TryGet(info.Group, info.Version, info.Resource, out var kind) || !IsServed(kind, info))
        {
            return NotFoundAsync(context, info, kind);
        }

        if (kind.DeprecationWarning is { } warning)
        {
            WarningHeaders.Add(context.Response, warning);
        }

        if (kind.IsTerminating && info is { Verb: RequestVerbs.Create, Subresource.Length: 0 })
        {
            throw Refusals.Terminating(kind.GroupResource, info.Verb);
        }

        var request = new ApiRequest(context, info, user, kind);
        return Supports(request)
            ? DispatchAsync(request)
            : throw new ApiException(kind.IsCustom ? StatusFactory.MethodNotAllowed(request.GroupResource, info.Verb) : StatusFactory.MethodNotRouted());
    }

    private Task DispatchAsync(ApiRequest request) => request.Info.Verb switch
    {
        RequestVerbs.Get => get.HandleAsync(request),
        RequestVerbs.List => list.HandleAsync(request),
        RequestVerbs.Watch => watch.HandleAsync(request),
        RequestVerbs.Create => reviews.TryFind(request, out var review) ? reviews.HandleAsync(request, review) : create.HandleAsync(request),
        RequestVerbs.Update => update.HandleAsync(request),
        RequestVerbs.Patch => patch.HandleAsync(request),
        RequestVerbs.Delete => delete.HandleAsync(request),
        _ => deleteCollection.HandleAsync(request),
    };

    // the path's form must fit the kind: a namespace for namespaced kinds (but for lists over all), none for the others, no unknown subresource
    private static bool IsServed(KindDescriptor kind, RequestInfo info)
    {
        if (info.ExtraParts > 0 || !ServedKinds.IsServed(kind))
        {
            return false;
        }

        if (info.Subresource.Length > 0 && ServedKinds.Subresource(kind, info.Subresource) is null)
        {
            return false;
        }

        if (!kind.Namespaced)
        {
            return info.Namespace.Length == 0 || kind is { Group: "", Resource: "namespaces" };
        }

        return info.Namespace.Length > 0 || (info.IsCollection && (IsOverAllNamespaces(info) || (!kind.IsCustom && ServedKinds.Has(kind.Verbs, "list"))));
    }

    // the path of a namespaced kind without a namespace is there for lists alone
    private static bool IsOverAllNamespaces(RequestInfo info) => info.Verb is RequestVerbs.List or RequestVerbs.Watch;

    private static bool Supports(ApiRequest request)
    {
        var info = request.Info;
        var isOfCollection = info.Verb is RequestVerbs.List or RequestVerbs.DeleteCollection || (info.Verb == RequestVerbs.Create && info.Subresource.Length == 0);
        if (info.Verb.Length == 0
            || (info.Verb != RequestVerbs.Watch && isOfCollection != info.IsCollection)
            || (request.Kind.Namespaced && info.Namespace.Length == 0 && !IsOverAllNamespaces(info)))
        {
            return false;
        }

        return info.Subresource.Length == 0
            ? ServedKinds.Has(request.Kind.Verbs, info.Verb)
            : ServedKinds.Has(ServedKinds.Subresource(request.Kind, info.Subresource)!.Verbs, info.Verb);
    }

    // A group that is built in has a router of its own, which answers a Status; what nobody has heard of is answered in plain text.
    private Task NotFoundAsync(HttpContext context, RequestInfo info, KindDescriptor? kind)
    {
        if (kind is { IsCustom: true } && ServedKinds.IsServed(kind) && info is { Subresource.Length: > 0, ExtraParts: 0 } && kind.Namespaced == info.Namespace.Length > 0)
        {
            throw new ApiException(StatusFactory.NotFound(kind.GroupResource, info.Name));
        }

        return kind is not null || ServedKinds.IsBuiltIn(kinds, info.Group)
            ? throw new ApiException(StatusFactory.PathNotFound())
            : context.WriteAsync(404, "text/plain; charset=utf-8", "404 page not found\n"u8);
    }
}
