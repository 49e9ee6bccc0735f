using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Telemetry;

/// <summary>The span of a request, from its arrival to the end of its answer; under it are those of the object's grain and of the ledger. None while nobody listens.</summary>
internal static class RequestTracing
{
    /// <summary>The name of the source.</summary>
    public const string Name = "Orchestrator.Silo";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins the span, as a part of the client's trace if it says so (W3C trace context).</summary>
    public static Activity? Begin(HttpContext context)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var headers = context.Request.Headers;
        _ = ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out var parent);
        var span = Source.StartActivity(context.Request.Method, ActivityKind.Server, parent);
        span?.SetTag("http.request.method", context.Request.Method);
        span?.SetTag("url.path", context.Request.Path.Value);
        return span;
    }

    /// <summary>Says what the request asks for.</summary>
    public static void Describe(Activity? span, RequestInfo info)
    {
        if (span is null || !info.IsResourceRequest)
        {
            return;
        }

        var resource = info.Subresource.Length == 0 ? info.Resource : $"{info.Resource}/{info.Subresource}";
        span.DisplayName = $"{info.Verb} {resource}";
        span.SetTag("k8s.verb", info.Verb);
        span.SetTag("k8s.resource", resource);
        span.SetTag("k8s.namespace.name", info.Namespace);
        span.SetTag("k8s.object.name", info.Name);
    }

    /// <summary>Ends the span.</summary>
    public static void End(Activity? span, HttpContext context)
    {
        if (span is null)
        {
            return;
        }

        var code = context.Response.StatusCode;
        span.SetTag("http.response.status_code", code);
        span.SetStatus(code >= 500 ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        span.Dispose();
    }
}
