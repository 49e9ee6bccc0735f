using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Silo.Pipeline;

namespace Orchestrator.Silo.Metrics;

/// <summary>Registers what is measured, and where it is read.</summary>
internal static class MetricsExtensions
{
    public static IServiceCollection AddSiloMetrics(this IServiceCollection services) => services
        .AddSingleton<SiloMeter>()
        .AddSingleton<RequestMetrics>()
        .AddSingleton<WatchMetrics>()
        .AddSingleton<StorageMetrics>()
        .AddSingleton<ProcessMetrics>()
        .AddSingleton<IApiEndpoint, MetricsEndpoint>();
}
