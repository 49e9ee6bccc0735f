using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Pipeline;

/// <summary>A request for a stored resource, as the stages before its handler found it.</summary>
/// <param name="http">The HTTP request and response.</param>
/// <param name="info">What it asks for.</param>
/// <param name="user">Who asks.</param>
/// <param name="kind">The kind, in the version of the path.</param>
internal sealed class ApiRequest(HttpContext http, RequestInfo info, UserInfo user, KindDescriptor kind)
{
    public HttpContext Http { get; } = http;

    public RequestInfo Info { get; } = info;

    public UserInfo User { get; } = user;

    public KindDescriptor Kind { get; } = kind;

    /// <summary>The client has gone away.</summary>
    public CancellationToken Aborted => Http.RequestAborted;

    public string? Query => Http.Request.QueryString.Value;

    /// <summary>The collection asked for, as clients name it.</summary>
    public GroupResource GroupResource => Kind.GroupResource;

    /// <summary>The collection in which the objects are stored.</summary>
    public GroupResource StoredAs => Kind.StoredAs;

    /// <summary>The namespace; empty for cluster-scoped kinds, the Namespace kind itself among them.</summary>
    public string Namespace => Kind.Namespaced ? Info.Namespace : "";

    /// <summary>The object asked for.</summary>
    public ObjectKey Key => KeyOf(Info.Name);

    /// <summary>An object of the collection asked for.</summary>
    public ObjectKey KeyOf(string name) => new(StoredAs.Group, StoredAs.Resource, Namespace, name);

    /// <summary>The format of the answer: an object, a table or partial metadata, unless the kind has nothing that could be shown so.</summary>
    public ResponseFormat ViewedFormat =>
        (!Kind.IsReadable ? Accept.Object : Kind.IsCustom && Info.Subresource != "scale" ? Accept.Custom : Accept.Viewed) ?? throw NotAcceptable();

    private AcceptHeader Accept => AcceptHeader.Of(Http.Request.Headers.Accept);

    private ApiException NotAcceptable() => new(StatusFactory.NotAcceptable(Kind.IsCustom ? MediaTypes.ProducedOfCustom : MediaTypes.Produced));
}
