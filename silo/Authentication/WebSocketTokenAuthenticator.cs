using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;
using Orchestrator.Silo.Authentication.Tokens;

namespace Orchestrator.Silo.Authentication;

/// <summary>
/// Bearer tokens of browsers, which may set no other header of a websocket than its protocols: <c>base64url.bearer.authorization.k8s.io.TOKEN</c> beside
/// at least one protocol that is really meant. The token is taken out of the header once it is known, so that nobody behind sees it.
/// </summary>
internal sealed class WebSocketTokenAuthenticator(TokenUsers users) : IAuthenticator
{
    private const string Prefix = "base64url.bearer.authorization.k8s.io.";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public ValueTask<AuthenticationResult> AuthenticateAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        return headers.SecWebSocketProtocol.Count == 0 || !string.Equals(headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase)
            ? ValueTask.FromResult(AuthenticationResult.None)
            : AuthenticateProtocolsAsync(context);
    }

    private async ValueTask<AuthenticationResult> AuthenticateProtocolsAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var protocols = headers.SecWebSocketProtocol
            .SelectMany(header => (header ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToLookup(protocol => protocol.StartsWith(Prefix, StringComparison.Ordinal));
        var tokens = protocols[true].ToList();
        if (tokens.Count == 0)
        {
            return AuthenticationResult.None;
        }

        if (tokens.Count > 1 || !protocols[false].Any() || Decode(tokens[0].AsSpan(Prefix.Length)) is not { } token)
        {
            return AuthenticationResult.Wrong;
        }

        if (token.Length == 0)
        {
            return AuthenticationResult.None;
        }

        var result = await users.AuthenticateAsync(token.AsMemory(), users.ApiAudiences, context.RequestAborted).ConfigureAwait(false);
        if (result.User is not { } user)
        {
            return AuthenticationResult.Wrong;
        }

        headers.SecWebSocketProtocol = string.Join(',', protocols[false]);
        return AuthenticationResult.Of(user);
    }

    private static string? Decode(ReadOnlySpan<char> encoded)
    {
        if (encoded.EndsWith("=") || !Base64Url.IsValid(encoded))
        {
            return null;
        }

        try
        {
            return Strict.GetString(Base64Url.DecodeFromChars(encoded));
        }
        catch (ArgumentException)
        {
            return null; // no UTF-8, so no token
        }
    }
}
