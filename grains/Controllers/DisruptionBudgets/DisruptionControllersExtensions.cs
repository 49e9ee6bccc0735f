using Microsoft.Extensions.DependencyInjection;

namespace Orchestrator.Grains.Controllers.DisruptionBudgets;

/// <summary>Registers the controllers of disruptions.</summary>
internal static class DisruptionControllersExtensions
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddDisruptionControllers(this IServiceCollection services) =>
        services
            .AddSingleton<BudgetPods>()
            .AddSingleton<IController, DisruptionController>()
            .AddSingleton<IController, StaleDisruptionController>();
}
