using Microsoft.Extensions.DependencyInjection;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>Registers the controllers of jobs.</summary>
internal static class JobControllersExtensions
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddJobControllers(this IServiceCollection services) =>
        services.AddSingleton<IController, JobController>().AddSingleton<IController, OrphanedJobPods>();
}
