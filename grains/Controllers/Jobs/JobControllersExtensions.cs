using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Grains.Controllers.CronJobs;
using Orchestrator.Grains.Controllers.TtlAfterFinished;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>Registers the controllers of jobs and cron jobs.</summary>
internal static class JobControllersExtensions
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddJobControllers(this IServiceCollection services) =>
        services
            .AddSingleton<IController, JobController>()
            .AddSingleton<IController, OrphanedJobPods>()
            .AddSingleton<IController, CronJobController>()
            .AddSingleton<IController, TtlAfterFinishedController>();
}
