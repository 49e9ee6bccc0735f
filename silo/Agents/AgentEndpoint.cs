using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;
using Orchestrator.Api.Agents;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Agents;

/// <summary><c>POST /apis/agents.orchestrator.io/v1/connections</c>: frames both ways for as long as the agent lives.</summary>
internal sealed partial class AgentEndpoint(NodePods pods, NodeVolumes volumes, AgentWrites writes, IReplica replica, ILogger<AgentEndpoint> logger) : IApiEndpoint
{
    /// <inheritdoc/>
    public bool Serves(RequestInfo request) =>
        request is { Group: AgentPaths.Group, Resource: "connections", Name.Length: 0, Verb: RequestVerbs.Create };

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

        context.Response.ContentType = "application/x-ndjson";
        await context.Response.StartAsync(context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        var session = new AgentSession(user, pods, volumes, writes, replica, logger);
        try
        {
            await session.RunAsync(context.Request.BodyReader, context.Response.BodyWriter, context.RequestAborted);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            Log.Ended(logger, user.Name);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            Log.Malformed(logger, user.Name, e.Message);
            context.Abort();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The connection of {User} has ended")]
        public static partial void Ended(ILogger logger, string user);

        [LoggerMessage(2, LogLevel.Warning, "The connection of {User} is ended, for it makes no sense: {Problem}")]
        public static partial void Malformed(ILogger logger, string user, string problem);
    }
}
