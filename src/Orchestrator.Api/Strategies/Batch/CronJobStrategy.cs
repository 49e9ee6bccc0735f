using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Strategies.Apps;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>Cron jobs. The names of their jobs are longer by eleven characters.</summary>
public sealed class CronJobStrategy : KindStrategy<CronJob>
{
    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<CronJob>(),
        Tables.Columns.Text<CronJob>("Schedule", job => job.Spec.Schedule, "When it runs"),
        Tables.Columns.Text<CronJob>("Timezone", job => job.Spec.TimeZone ?? "<none>", "The time zone of the schedule"),
        Tables.Columns.Text<CronJob>("Suspend", job => job.Spec.Suspend switch { true => "True", false => "False", null => "<unset>" }, "Whether it is paused"),
        Tables.Columns.Number<CronJob>("Active", job => job.Status.Active?.Count ?? 0, "Jobs that run now"),
        new TableColumn<CronJob>("Last Schedule", (job, now) => job.Status.LastScheduleTime is { } last ? HumanDuration.Since(last, now) : "<none>", Description: "When it ran the last time"),
        Tables.Columns.Age<CronJob>(),
        WorkloadColumns.Containers<CronJob>(job => job.Spec.JobTemplate.Spec.Template),
        WorkloadColumns.Images<CronJob>(job => job.Spec.JobTemplate.Spec.Template),
        WorkloadColumns.Selector<CronJob>(job => job.Spec.JobTemplate.Spec.Selector ?? new()),
    ];

    /// <inheritdoc/>
    protected override void Default(CronJob obj)
    {
        var spec = obj.Spec;
        JobDefaults.Template(spec.JobTemplate.Spec);
        spec.ConcurrencyPolicy = string.IsNullOrEmpty(spec.ConcurrencyPolicy) ? "Allow" : spec.ConcurrencyPolicy;
        spec.Suspend ??= false;
        spec.SuccessfulJobsHistoryLimit ??= 3;
        spec.FailedJobsHistoryLimit ??= 1;
    }

    /// <inheritdoc/>
    protected override void PrepareForCreate(CronJob obj) => obj.Status = new();

    /// <inheritdoc/>
    protected override void PrepareForUpdate(CronJob obj, CronJob old, string subresource)
    {
        if (subresource == "status")
        {
            obj.Spec = old.Spec;
        }
        else
        {
            obj.Status = old.Status;
        }
    }

    /// <inheritdoc/>
    protected override void Validate(CronJob obj, FieldErrors errors) => CronJobValidation.Create(obj, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(CronJob obj, CronJob old, string subresource, FieldErrors errors)
    {
        if (subresource.Length == 0)
        {
            CronJobValidation.Update(obj, old, errors);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(CronJob obj, CronJob? old)
    {
        var warnings = PodWarnings.ForTemplate(
            obj.Spec.JobTemplate.Spec.Template,
            old?.Spec.JobTemplate.Spec.Template,
            FieldPath.Of("spec", "jobTemplate").Child("spec", "template"),
            old is null ? obj.Metadata.Name : null);
        return obj.Spec.Schedule.Contains("TZ", StringComparison.Ordinal)
            ? [.. warnings, "CRON_TZ or TZ used in spec.schedule is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details"]
            : warnings;
    }

    /// <inheritdoc/>
    protected override bool SpecChanged(CronJob obj, CronJob old) => !SpecEquality.Same(obj.Spec, old.Spec);
}
