using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Reviews;
using Orchestrator.Silo.SystemObjects;

namespace Orchestrator.Silo.ServiceAccounts;

/// <summary>Registers what the API serves about service accounts' tokens.</summary>
internal static class ServiceAccountsExtensions
{
    /// <summary>Adds TokenRequest and the documents of OpenID Connect.</summary>
    public static IServiceCollection AddServiceAccounts(this IServiceCollection services) => services
        .AddSingleton<ISystemObjectSource, LegacyTokenTracking>()
        .AddSingleton<TokenBinding>()
        .AddSingleton<NodeTokenRules>()
        .AddSingleton<IReview, TokenRequests>()
        .AddSingleton<IApiEndpoint, OpenIdEndpoint>();
}
