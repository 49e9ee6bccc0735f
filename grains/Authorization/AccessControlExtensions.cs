using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orchestrator.Grains.Authorization.Nodes;
using Orchestrator.Grains.Authorization.Rbac;
using Orchestrator.Ledger.Indexes;

namespace Orchestrator.Grains.Authorization;

/// <summary>Registers authorization.</summary>
internal static class AccessControlExtensions
{
    /// <summary>Adds <see cref="IAuthorizer"/>: the cluster's masters, then nodes, then rights by role, as a real server's <c>--authorization-mode=Node,RBAC</c>.</summary>
    public static IServiceCollection AddAccessControl(this IServiceCollection services)
    {
        services.TryAddSingleton<PodNodeIndex>();
        return services
            .AddSingleton<NodeReach>()
            .AddSingleton<RbacIndex>()
            .AddSingleton(provider => new RuleResolver(provider.GetRequiredService<RbacIndex>()))
            .AddSingleton<IAuthorizer>(provider => new AuthorizerChain(
            [
                new MastersAuthorizer(),
                new NodeAuthorizer(provider.GetRequiredService<NodeReach>()),
                new RbacAuthorizer(provider.GetRequiredService<RbacIndex>()),
            ]));
    }
}
