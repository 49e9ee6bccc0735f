using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Metrics;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers;

/// <summary>Registers autoscaling. Who serves metrics registers an <see cref="IMetricsApi"/> before; without one pods have none.</summary>
internal static class AutoscalersExtensions
{
    public static IServiceCollection AddAutoscalers(this IServiceCollection services)
    {
        services.TryAddSingleton<AutoscalerOptions>();
        services.TryAddSingleton<IMetricsApi, UnservedMetricsApi>();
        services.TryAddSingleton<IMetricsSource, MetricsApiSource>();
        return services.AddSingleton<AutoscaledPods>().AddSingleton<IController, HorizontalPodAutoscalerController>();
    }
}
