using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Orchestrator.Api.Agents;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Agents;

/// <summary><c>POST /apis/agents.orchestrator.io/v1/streams/ID</c>: an agent sends what it was asked for.</summary>
internal sealed class AgentStreamEndpoint(PodStreams streams) : IApiEndpoint
{
    /// <inheritdoc/>
    public bool Serves(RequestInfo request) => request is { Group: AgentPaths.Group, Resource: "streams", Name.Length: > 0 };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        if (!await streams.AcceptAsync(request.Name, context))
        {
            // Nobody waits for it any more.
            context.Response.StatusCode = StatusCodes.Status410Gone;
        }
    }
}
