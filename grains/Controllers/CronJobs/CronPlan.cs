using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Schedules;

namespace Orchestrator.Grains.Controllers.CronJobs;

/// <summary>What a cron job's schedule asks for now.</summary>
/// <param name="Due">The last time that has come and had no job yet, within the starting deadline; null when there is none.</param>
/// <param name="Next">When it comes to the next time; null when it never does.</param>
/// <param name="MissedMany">Whether more than a hundred times have passed without a job.</param>
internal readonly record struct CronPlan(DateTime? Due, DateTime? Next, bool MissedMany)
{
    private const int Many = 100;

    /// <summary>Makes the plan.</summary>
    public static CronPlan Of(CronJob job, CronSchedule schedule, DateTime now)
    {
        var since = job.Status.LastScheduleTime ?? job.Metadata.CreationTimestamp ?? now;
        var next = schedule.Next(schedule.Latest(since, now) ?? since);
        if (job.Spec.StartingDeadlineSeconds is { } deadline && now - since > TimeSpan.FromSeconds(deadline))
        {
            // Nothing that is later than this would be started anyway.
            since = now.AddSeconds(-deadline);
        }

        var due = schedule.Latest(since, now);
        return new CronPlan(due, next, due is not null && HasMany(schedule, since, now));
    }

    private static bool HasMany(CronSchedule schedule, DateTime since, DateTime now)
    {
        var time = schedule.Next(since);
        for (var count = 0; time <= now; count++, time = schedule.Next(time.Value))
        {
            if (count == Many)
            {
                return true;
            }
        }

        return false;
    }
}
