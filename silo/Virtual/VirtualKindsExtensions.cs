using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Silo.Pipeline;

namespace Orchestrator.Silo.Virtual;

/// <summary>Registers the kinds that are only actions or views, and are stored nowhere.</summary>
internal static class VirtualKindsExtensions
{
    public static IServiceCollection AddVirtualKinds(this IServiceCollection services) => services
        .AddSingleton<IApiEndpoint, BindingsEndpoint>()
        .AddSingleton<IApiEndpoint, ComponentStatusEndpoint>();
}
