using Microsoft.AspNetCore.Http;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Metrics;

/// <summary>What metrics call a request. Every answer is a shared string.</summary>
internal static class RequestKinds
{
    private static readonly string[] Documents = ["/healthz", "/livez", "/readyz", "/version", "/metrics", "/openapi/v2", "/openapi/v3", "/api", "/apis"];

    /// <summary>The verb: that of the API in upper case for what one method does in several ways, else the method.</summary>
    public static string Verb(HttpContext context, RequestInfo info) => info.Subresource switch
    {
        "exec" or "attach" or "portforward" or "proxy" => "CONNECT",
        "log" when info.Verb == RequestVerbs.Get && context.Request.QueryString.Value?.Contains("follow=true", StringComparison.Ordinal) == true => "CONNECT",
        _ => info.Verb switch
        {
            RequestVerbs.Get => "GET",
            RequestVerbs.List => "LIST",
            RequestVerbs.Watch => "WATCH",
            RequestVerbs.Create => "POST",
            RequestVerbs.Update => "PUT",
            RequestVerbs.Patch => context.Request.ContentType?.StartsWith(MediaTypes.ApplyPatch, StringComparison.Ordinal) == true ? "APPLY" : "PATCH",
            RequestVerbs.Delete => "DELETE",
            RequestVerbs.DeleteCollection => "DELETECOLLECTION",
            _ => "OTHER",
        },
    };

    /// <summary>The method of a request for a document.</summary>
    public static string Method(HttpContext context) => context.Request.Method switch
    {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        _ => "OTHER",
    };

    /// <summary>Whether requests of a verb last.</summary>
    public static bool IsLongRunning(string verb) => verb is "WATCH" or "CONNECT";

    /// <summary>resource, namespace or cluster.</summary>
    public static string Scope(RequestInfo info) =>
        info.Name.Length > 0 || info.Verb == RequestVerbs.Create ? "resource" : info.Namespace.Length > 0 ? "namespace" : "cluster";

    /// <summary>Whether nothing is to be written.</summary>
    public static bool IsDryRun(HttpContext context) =>
        context.Request.QueryString.HasValue && context.Request.QueryString.Value!.Contains("dryRun=All", StringComparison.Ordinal);

    /// <summary>The path of a document that is served, or empty.</summary>
    public static string Document(string path)
    {
        foreach (var document in Documents)
        {
            if (path.StartsWith(document, StringComparison.Ordinal) && (path.Length == document.Length || path[document.Length] == '/'))
            {
                return document;
            }
        }

        return "";
    }
}
