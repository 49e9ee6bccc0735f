using Microsoft.AspNetCore.Http;

namespace Orchestrator.Silo.Authentication;

/// <summary>One way of finding out who makes a request. Called for every request: must neither allocate nor wait on its common path.</summary>
internal interface IAuthenticator
{
    /// <summary>Looks for credentials of its kind.</summary>
    ValueTask<AuthenticationResult> AuthenticateAsync(HttpContext context);
}
