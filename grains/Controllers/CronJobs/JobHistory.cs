using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Grains.Controllers.Jobs;

namespace Orchestrator.Grains.Controllers.CronJobs;

/// <summary>Which finished jobs a cron job has too many of.</summary>
internal static class JobHistory
{
    /// <summary>Those beyond the limits of successful and of failed ones, the oldest first.</summary>
    public static IEnumerable<Job> Surplus(CronJob owner, IReadOnlyList<Job> jobs) =>
        Oldest(jobs, "Complete", owner.Spec.SuccessfulJobsHistoryLimit).Concat(Oldest(jobs, "Failed", owner.Spec.FailedJobsHistoryLimit));

    private static IEnumerable<Job> Oldest(IReadOnlyList<Job> jobs, string condition, int? limit)
    {
        if (limit is not { } keep)
        {
            return [];
        }

        var finished = jobs.Where(job => JobState.Finished(job)?.Type == condition)
            .OrderBy(job => job.Status.StartTime ?? DateTime.MaxValue)
            .ThenBy(job => job.Metadata.Name, StringComparer.Ordinal)
            .ToList();
        return finished.Take(Math.Max(0, finished.Count - keep));
    }
}
