using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Silo.Authorization.Defaults;

namespace Orchestrator.Silo.SystemObjects;

/// <summary>Registers the objects that every cluster has.</summary>
internal static class SystemObjectsExtensions
{
    public static IServiceCollection AddSystemObjects(this IServiceCollection services) => services
        .AddSingleton<SystemObjectKeeper>()
        .AddSingleton<ISystemObjectSource, SystemNamespaces>()
        .AddSingleton<ISystemObjectSource, DefaultRolesSource>()
        .AddSingleton<ISystemObjectSource, SystemPriorityClasses>()
        .AddSingleton<ISystemObjectSource, SystemFlowControl>()
        .AddSingleton<ISystemObjectSource, SystemServiceCidr>()
        .AddSingleton<ISystemObjectSource, SystemStorageClass>();
}
