using Microsoft.AspNetCore.Http;
using Orchestrator.Silo.Authentication.Tokens;

namespace Orchestrator.Silo.Authentication;

/// <summary>Bearer tokens: <c>Authorization: Bearer TOKEN</c>, of whatever kind.</summary>
internal sealed class BearerTokenAuthenticator(TokenUsers users) : IAuthenticator
{
    private const string Scheme = "Bearer ";

    /// <inheritdoc/>
    public ValueTask<AuthenticationResult> AuthenticateAsync(HttpContext context)
    {
        var values = context.Request.Headers.Authorization;
        if (values.Count != 1 || values[0] is not { } header || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return ValueTask.FromResult(AuthenticationResult.None);
        }

        var token = header.AsMemory(Scheme.Length).Trim();
        return token.Length == 0 ? ValueTask.FromResult(AuthenticationResult.None) : AuthenticateAsync(token, context.RequestAborted);
    }

    private async ValueTask<AuthenticationResult> AuthenticateAsync(ReadOnlyMemory<char> token, CancellationToken aborted)
    {
        var result = await users.AuthenticateAsync(token, users.ApiAudiences, aborted).ConfigureAwait(false);
        return result.User is { } user ? AuthenticationResult.Of(user) : AuthenticationResult.Wrong;
    }
}
