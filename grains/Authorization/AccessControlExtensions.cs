using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Grains.Authorization.Nodes;
using Orchestrator.Grains.Authorization.Rbac;

namespace Orchestrator.Grains.Authorization;

/// <summary>Registers authorization.</summary>
internal static class AccessControlExtensions
{
    /// <summary>Adds <see cref="IAuthorizer"/>: the cluster's masters, then nodes, then rights by role, as a real server's <c>--authorization-mode=Node,RBAC</c>.</summary>
    public static IServiceCollection AddAccessControl(this IServiceCollection services) => services
        .AddSingleton<RbacIndex>()
        .AddSingleton(provider => new RuleResolver(provider.GetRequiredService<RbacIndex>()))
        .AddSingleton<IAuthorizer>(provider => new AuthorizerChain(
        [
            new MastersAuthorizer(),
            new NodeAuthorizer(),
            new RbacAuthorizer(provider.GetRequiredService<RbacIndex>()),
        ]));
}
