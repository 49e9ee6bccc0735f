using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Authorization;
using Orchestrator.Silo.Authorization.Impersonation;
using Orchestrator.Silo.Errors;
using Orchestrator.Silo.RequestInformation;
using Orchestrator.Silo.Telemetry;

namespace Orchestrator.Silo.Pipeline;

/// <summary>
/// Every request's way through the server, in the order of the design's line ("A write, hop by hop"):
/// <list type="number">
/// <item>request info: what is asked for</item>
/// <item>authentication: who asks</item>
/// <item>impersonation: whom the request is to be taken for (audit has its place before it, flow control after it)</item>
/// <item>authorization: whether they may</item>
/// <item>the endpoint: documents (health, version, discovery), endpoints of their own (agents), or a resource's read or write, which goes on with
/// decoding, admission, the object's grain, the ledger, the replica and the encoded reply</item>
/// </list>
/// Whatever fails on the way becomes a Status.
/// </summary>
internal sealed class ApiPipeline(
    RequestObservation observation,
    RequestAuthentication authentication,
    RequestImpersonation impersonation,
    RequestAuthorization authorization,
    DocumentEndpoints documents,
    IReadOnlyList<IApiEndpoint> endpoints,
    ResourceEndpoint resources,
    FailureWriter failures)
{
    /// <summary>Handles a request; never throws.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        // 1
        var info = RequestInfoParser.Parse(context.Request.Method, context.Request.Path.Value ?? "/", context.Request.QueryString.Value);
        using var observed = observation.Begin(context, info);
        try
        {
            // 2
            var user = await authentication.AuthenticateAsync(context).ConfigureAwait(false) ?? throw new ApiException(StatusFactory.Unauthorized());

            // 3
            user = impersonation.Impersonate(user, context);

            // 4
            authorization.Check(user, info, context.Request.QueryString.Value);

            // 5
            await RouteAsync(context, info, user).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await failures.WriteAsync(context, e).ConfigureAwait(false);
        }
    }

    private Task RouteAsync(HttpContext context, RequestInfo info, UserInfo user)
    {
        for (var i = 0; i < endpoints.Count; i++)
        {
            if (endpoints[i].Serves(info))
            {
                return endpoints[i].HandleAsync(context, info, user);
            }
        }

        return info.IsResourceRequest ? resources.HandleAsync(context, info, user) : documents.HandleAsync(context, info);
    }
}
