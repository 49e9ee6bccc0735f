using System.Globalization;
using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers.CronJobs;

/// <summary>The words of cron jobs.</summary>
internal static class CronJobNames
{
    /// <summary>For which time a job was made: an annotation.</summary>
    public const string ScheduledTimestamp = "batch.kubernetes.io/cronjob-scheduled-timestamp";

    /// <summary>Cron jobs.</summary>
    public static GroupResource CronJobs { get; } = new("batch", "cronjobs");

    /// <summary>The name of the job of a time. It depends on the time alone, so no time has two.</summary>
    public static string JobOf(string cronJob, DateTime scheduled) =>
        string.Create(CultureInfo.InvariantCulture, $"{cronJob}-{(scheduled - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMinute}");
}
