using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Schedules;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers.Jobs;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.CronJobs;

/// <summary>
/// Makes a job at each time of a schedule (<c>pkg/controller/cronjob</c>). It looks when its time comes, and when a job changes. A job is made before the status says so; since its
/// name depends on the time alone, being interrupted in between never makes two.
/// </summary>
internal sealed class CronJobController(ControllerServices services) : Controller<CronJob>("cronjob-controller", CronJobNames.CronJobs, services)
{
    /// <inheritdoc/>
    protected override void Watch(WatchSet watches) => watches.Owned(JobNames.Jobs, "CronJob", CronJobNames.CronJobs);

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CronJob value, CancellationToken cancellationToken)
    {
        await Replica.WaitForAsync(long.Parse(value.Metadata.ResourceVersion!, CultureInfo.InvariantCulture), cancellationToken);
        var owner = new CronJob { Metadata = value.Metadata, Spec = value.Spec, Status = value.Status.DeepCopy() };
        var jobs = Services.Owners.ControlledBy(value.Metadata.Uid!, JobNames.Jobs).Select(entry => entry.As<Job>()).ToList();
        ActiveJobs.Refresh(owner, jobs, Replica, Events);
        var next = value.Metadata.DeletionTimestamp is null ? await RunAsync(owner, cancellationToken) : ReconcileResult.Done;
        foreach (var job in JobHistory.Surplus(owner, jobs))
        {
            await DeleteAsync(owner, job.Metadata.Name!, job.Metadata.Uid!, cancellationToken);
        }

        // Refused when the cron job has changed meanwhile: then everything is looked at again.
        if (!JsonModel.ToBytes(value.Status).AsSpan().SequenceEqual(JsonModel.ToBytes(owner.Status)))
        {
            await Client.UpdateStatusAsync(owner, cancellationToken);
        }

        return next;
    }

    private async Task<ReconcileResult> RunAsync(CronJob owner, CancellationToken cancellationToken)
    {
        if (owner.Spec.TimeZone is { } zone && TimeZones.Problem(zone) is { } unknown)
        {
            Events.Warning(owner, "UnknownTimeZone", $"invalid timeZone: {GoText.Quote(zone)}: {unknown}");
            return ReconcileResult.Done.Because($"runs nothing: {unknown}");
        }

        if (owner.Spec.Suspend == true)
        {
            return ReconcileResult.Done.Because($"is suspended: runs nothing until spec.suspend is false");
        }

        if (Schedule(owner) is not { } schedule)
        {
            return ReconcileResult.Done.Because($"runs nothing: the schedule cannot be read");
        }

        var plan = CronPlan.Of(owner, schedule, Now);
        if (plan.Next is not { } next)
        {
            Events.Warning(owner, "InvalidSchedule", $"invalid schedule: {owner.Spec.Schedule} : time difference between two schedules is less than 1 second");
            return ReconcileResult.Done.Because($"runs nothing: the schedule has no time");
        }

        if (plan.MissedMany)
        {
            Events.Warning(owner, "TooManyMissedTimes", "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew");
        }

        if (plan.Due is { } due && due != owner.Status.LastScheduleTime && !await StartAsync(owner, due, cancellationToken))
        {
            return ReconcileResult.After(next - Now).Because($"does not start the run of {due:u}: an earlier job is still running, and the concurrency policy is Forbid");
        }

        return ReconcileResult.After(next - Now).Because($"runs next at {next:u}");
    }

    private CronSchedule? Schedule(CronJob owner)
    {
        var text = owner.Spec.Schedule;
        if (text.Contains("TZ", StringComparison.Ordinal))
        {
            Events.Warning(owner, "UnsupportedSchedule", $"CRON_TZ or TZ used in schedule {GoText.Quote(text)} is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details");
        }

        try
        {
            return CronSchedule.Parse(text, owner.Spec.TimeZone is { } zone ? TimeZones.Find(zone)! : Services.Time.LocalTimeZone);
        }
        catch (FormatException unreadable)
        {
            Events.Warning(owner, "UnparseableSchedule", $"unparseable schedule: {GoText.Quote(text)} : {unreadable.Message}");
            return null;
        }
    }

    /// <summary>Makes the job of a time; false when the concurrency policy does not let it.</summary>
    private async Task<bool> StartAsync(CronJob owner, DateTime due, CancellationToken cancellationToken)
    {
        if (owner.Spec.ConcurrencyPolicy == "Forbid" && owner.Status.Active is { Count: > 0 })
        {
            Events.Normal(owner, "JobAlreadyActive", "Not starting job because prior execution is running and concurrency policy is Forbid");
            return false;
        }

        if (owner.Spec.ConcurrencyPolicy == "Replace")
        {
            foreach (var running in owner.Status.Active?.ToList() ?? [])
            {
                await DeleteAsync(owner, running.Name!, running.Uid!, cancellationToken);
            }
        }

        if (await CreateAsync(owner, CronJobFactory.Make(owner, due), cancellationToken) is { } job && JobState.Finished(job) is null)
        {
            ActiveJobs.Add(owner, job);
        }

        owner.Status.LastScheduleTime = due;
        return true;
    }

    /// <summary>The job, also when it was made in a look before this one that was interrupted; null when the namespace is ending.</summary>
    private async Task<Job?> CreateAsync(CronJob owner, Job job, CancellationToken cancellationToken)
    {
        try
        {
            var created = JsonModel.Read<Job>(await Client.CreateAsync(job, cancellationToken));
            Events.Normal(owner, "SuccessfulCreate", $"Created job {created.Metadata.Name}");
            return created;
        }
        catch (ApiException ending) when (PodControl.IsNamespaceEnding(ending))
        {
            return null;
        }
        catch (ApiException taken) when (taken.Status.Reason == "AlreadyExists" && Replica.Get(JobNames.Jobs.Key(job.Metadata.Namespace, job.Metadata.Name!)) is { } entry
            && entry.Metadata.Controller?.Uid == owner.Metadata.Uid)
        {
            return entry.As<Job>();
        }
        catch (ApiException refused)
        {
            Events.Warning(owner, "FailedCreate", $"Error creating job: {refused.Message}");
            throw;
        }
    }

    private async Task DeleteAsync(CronJob owner, string name, string uid, CancellationToken cancellationToken)
    {
        try
        {
            await Client.DeleteAsync(
                JobNames.Jobs.Key(owner.Metadata.Namespace, name), new WriteOptions { PreconditionUid = uid, PropagationPolicy = "Background" }, cancellationToken);
            Events.Normal(owner, "SuccessfulDelete", $"Deleted job {name}");
        }
        catch (ApiException gone) when (gone.Status.Code is 404 or 409)
        {
            // Which is what was wanted.
        }
        catch (ApiException refused)
        {
            Events.Warning(owner, "FailedDelete", $"Deleted job: {refused.Message}");
            throw;
        }

        ActiveJobs.Remove(owner, uid);
    }
}
