using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Schedules;

namespace Orchestrator.Grains.Controllers.CronJobs;

/// <summary>Makes the job of a time from a cron job's template.</summary>
internal static class CronJobFactory
{
    /// <summary>The job. It borrows parts of the template, which is shared: it is to be sent, not changed.</summary>
    public static Job Make(CronJob owner, DateTime scheduled)
    {
        var template = owner.Spec.JobTemplate;
        return new Job
        {
            Metadata = new ObjectMeta
            {
                Name = CronJobNames.JobOf(owner.Metadata.Name!, scheduled),
                Namespace = owner.Metadata.Namespace,
                Labels = template.Metadata.Labels,
                Annotations = new(template.Metadata.Annotations ?? []) { [CronJobNames.ScheduledTimestamp] = Text(owner, scheduled) },
                OwnerReferences = [ControllerRefs.To(owner)],
            },
            Spec = template.Spec,
        };
    }

    /// <summary>RFC 3339 in the cron job's time zone.</summary>
    private static string Text(CronJob owner, DateTime scheduled)
    {
        var zone = owner.Spec.TimeZone is { } name ? TimeZones.Find(name) : null;
        if (zone is null)
        {
            return Timestamp.Of(scheduled);
        }

        var local = TimeZoneInfo.ConvertTime(new DateTimeOffset(scheduled, TimeSpan.Zero), zone);
        return local.Offset == TimeSpan.Zero
            ? Timestamp.Of(scheduled)
            : local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
    }
}
