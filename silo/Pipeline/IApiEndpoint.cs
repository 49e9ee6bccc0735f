using Microsoft.AspNetCore.Http;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Pipeline;

/// <summary>
/// An endpoint that is no stored resource (an agent's connection, for instance), asked before the generic ones, after authorization.
/// Registered in the container as this interface.
/// </summary>
public interface IApiEndpoint
{
    /// <summary>Whether the request is for this endpoint. Asked for every request: must be cheap.</summary>
    bool Serves(RequestInfo request);

    /// <summary>Answers the request; an <c>ApiException</c> becomes a Status while no answer has begun.</summary>
    Task HandleAsync(HttpContext context, RequestInfo request, UserInfo user);
}
