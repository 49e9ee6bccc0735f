using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Schedules;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>Checks cron jobs.</summary>
internal static class CronJobValidation
{
    private const int MaximumNameLength = 52;

    private static readonly string[] Policies = ["Allow", "Forbid", "Replace"];
    private static readonly string[] NoManualSelector = ["nil", "false"];
    private static readonly FieldPath Path = FieldPath.Of("spec");

    public static void Create(CronJob job, FieldErrors errors)
    {
        if (job.Metadata.Name?.Length > MaximumNameLength)
        {
            errors.Invalid(FieldPath.Of("metadata", "name"), job.Metadata.Name, $"must be no more than {MaximumNameLength} characters");
        }

        Spec(job.Spec, null, errors);
    }

    public static void Update(CronJob job, CronJob old, FieldErrors errors) => Spec(job.Spec, old.Spec, errors);

    private static void Spec(CronJobSpec spec, CronJobSpec? old, FieldErrors errors)
    {
        if (spec.Schedule.Length == 0)
        {
            errors.Required(Path.Child("schedule"));
        }
        else
        {
            Schedule(spec, spec.Schedule == old?.Schedule, errors, Path.Child("schedule"));
        }

        MemberRules.NonNegative(spec.StartingDeadlineSeconds, errors, Path, "startingDeadlineSeconds");
        if (spec.TimeZone is { } zone && zone != old?.TimeZone && TimeZones.Problem(zone) is { } problem)
        {
            errors.Invalid(Path.Child("timeZone"), zone, problem);
        }

        MemberRules.OneOf(spec.ConcurrencyPolicy, Policies, errors, Path, "concurrencyPolicy");
        var template = Path.Child("jobTemplate", "spec");
        JobValidation.Spec(spec.JobTemplate.Spec, errors, template);
        if (spec.JobTemplate.Spec.ManualSelector == true)
        {
            errors.NotSupported(template.Child("manualSelector"), true, NoManualSelector);
        }

        MemberRules.NonNegative(spec.SuccessfulJobsHistoryLimit, errors, Path, "successfulJobsHistoryLimit");
        MemberRules.NonNegative(spec.FailedJobsHistoryLimit, errors, Path, "failedJobsHistoryLimit");
    }

    // What was accepted once may stay.
    private static void Schedule(CronJobSpec spec, bool unchanged, FieldErrors errors, FieldPath path)
    {
        if (CronSchedule.Problem(spec.Schedule) is { } problem)
        {
            errors.Invalid(path, spec.Schedule, problem);
        }

        if (!spec.Schedule.Contains("TZ", StringComparison.Ordinal) || unchanged)
        {
            return;
        }

        errors.Invalid(
            path,
            spec.Schedule,
            spec.TimeZone is null ? "cannot use TZ or CRON_TZ in schedule, use timeZone field instead" : "cannot use both timeZone field and TZ or CRON_TZ in schedule");
    }
}
