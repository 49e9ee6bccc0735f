using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Grains.ServiceAccounts;
using Orchestrator.Silo.Authentication.Tokens;
using Orchestrator.Silo.Hosting;

namespace Orchestrator.Silo.Authentication;

/// <summary>Registers authentication.</summary>
internal static class AuthenticationExtensions
{
    /// <summary>Adds every way of authentication, in the order in which they are tried.</summary>
    public static IServiceCollection AddAuthentication(this IServiceCollection services, SiloOptions options) => services
        .AddSingleton(options.ServiceAccountTokens)
        .AddServiceAccountTokens()
        .AddSingleton<ITokenAuthenticator>(_ => new StaticTokenAuthenticator(TokenFile.Read(options.TokenFile), options.ServiceAccountTokens))
        .AddSingleton<LegacyTokenUse>()
        .AddSingleton<ITokenAuthenticator, ServiceAccountTokenAuthenticator>()
        .AddSingleton<ITokenAuthenticator, BootstrapTokenAuthenticator>()
        .AddSingleton(provider => new TokenUsers([.. provider.GetServices<ITokenAuthenticator>()], options.ServiceAccountTokens))
        .AddSingleton<BearerTokenAuthenticator>()
        .AddSingleton<WebSocketTokenAuthenticator>()
        .AddSingleton(provider => new RequestAuthentication(
            [
                provider.GetRequiredService<ClientCertificateAuthenticator>(),
                provider.GetRequiredService<BearerTokenAuthenticator>(),
                provider.GetRequiredService<WebSocketTokenAuthenticator>(),
            ]));
}
