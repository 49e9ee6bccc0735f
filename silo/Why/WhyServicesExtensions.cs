using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Silo.Pipeline;

namespace Orchestrator.Silo.Why;

/// <summary>Registers the subresource <c>why</c>.</summary>
internal static class WhyServicesExtensions
{
    public static IServiceCollection AddWhyEndpoint(this IServiceCollection services) => services.AddSingleton<IApiEndpoint, WhyEndpoint>();
}
