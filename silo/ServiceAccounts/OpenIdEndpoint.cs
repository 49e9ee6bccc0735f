using Microsoft.AspNetCore.Http;
using Orchestrator.Grains.ServiceAccounts;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Hosting;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.RequestInformation;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.ServiceAccounts;

/// <summary>
/// <c>/.well-known/openid-configuration</c> and <c>/openid/v1/jwks</c>; and POST of <c>/openid/v1/rotate</c>, the project's own, with which an administrator makes a new
/// signing key (<c>?revoke=true</c>: and ends all tokens of those before). Who may is authorization's to say: the first two are for service accounts (role <c>system:service-account-issuer-discovery</c>).
/// </summary>
internal sealed class OpenIdEndpoint(ServiceAccountTokens tokens, SiloOptions options, SiloEndpoint endpoint) : IApiEndpoint
{
    private const string ConfigurationPath = "/.well-known/openid-configuration";
    private const string KeysPath = "/openid/v1/jwks";
    private const string RotationPath = "/openid/v1/rotate";
    private const string KeysType = "application/jwk-set+json";
    private const string CacheControl = "public, max-age=3600";

    /// <inheritdoc/>
    public bool Serves(RequestInfo request) => !request.IsResourceRequest && (request.Path, request.Verb) switch
    {
        (ConfigurationPath or KeysPath, "get" or "head") => true,
        (RotationPath, "post") => true,
        _ => false,
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        if (request.Path == RotationPath)
        {
            var id = await tokens.RotateKeysAsync(context.Request.Query["revoke"] == "true", context.RequestAborted).ConfigureAwait(false);
            await context.WriteAsync(201, MediaTypes.Json, System.Text.Encoding.UTF8.GetBytes($"{{\"kid\":\"{id}\"}}\n")).ConfigureAwait(false);
            return;
        }

        var (type, body) = request.Path == KeysPath
            ? (KeysType, OpenIdDocuments.Keys(await tokens.PublicKeysAsync(context.RequestAborted).ConfigureAwait(false)))
            : (MediaTypes.Json, OpenIdDocuments.Configuration(tokens.Options.Issuer, KeysAddress()));
        await context.WriteAsync(200, type, body).ConfigureAwait(false);
        context.Response.Headers.CacheControl = CacheControl;
    }

    private string KeysAddress() => (options.JwksAddress ?? new Uri(endpoint.Address, KeysPath)).ToString();
}
