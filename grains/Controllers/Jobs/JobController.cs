using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>
/// Runs pods until enough of them have succeeded (<c>pkg/controller/job</c>). One look: 1. claim the pods and count them; 2. decide whether the job is over; 3. else
/// bring the number of active pods to what it should be; 4. write down what is newly counted, and release those pods; 5. move them into the counters, and
/// finish the job when nothing is left of it.
/// </summary>
internal sealed class JobController : Controller<Job>
{
    private readonly JobClaims _claims;
    private readonly JobFinalizer _finalizer;
    private readonly JobPodWriter _pods;
    private readonly JobScaler _scaler;
    private readonly FailureBackoff _backoff = new();

    public JobController(ControllerServices services)
        : base("job-controller", JobNames.Jobs, services)
    {
        _claims = new JobClaims(services, Client);
        _finalizer = new JobFinalizer(Replica, Client);
        _pods = new JobPodWriter(_finalizer, Client, Events);
        _scaler = new JobScaler(Replica, _pods, _backoff);
    }

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches)
    {
        watches.Owned(KnownResources.Pods, "Job", JobNames.Jobs);
        watches.Mapped(KnownResources.Pods, PokeAdopters);
    }

    /// <inheritdoc/>
    protected override Task<ReconcileResult> GoneAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        _backoff.Forget(key);
        return base.GoneAsync(key, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, Job value, CancellationToken cancellationToken)
    {
        if (JobState.IsManagedElsewhere(value) || JobState.Finished(value) is not null)
        {
            _backoff.Forget(key);
            return ReconcileResult.Done;
        }

        // The pods have to be at least as new as the job: what its status says of them must show in them.
        await Replica.WaitForAsync(long.Parse(value.Metadata.ResourceVersion!, CultureInfo.InvariantCulture), cancellationToken);
        var claimed = await _claims.ClaimAsync(value, cancellationToken);
        var now = Now;
        var tally = JobTally.Of(value, claimed.ConvertAll(pod => pod.As<Pod>()));
        var verdict = JobVerdict.Of(tally, now);
        var (next, failed) = (ReconcileResult.Done, (Exception?)null);
        var runs = verdict is null && value.Metadata.DeletionTimestamp is null;
        if (runs)
        {
            (next, failed) = await ScaleAsync(key, tally, claimed, now, cancellationToken);
            verdict = IsComplete(tally, PodsOf(value)) ? JobVerdict.CompletionsReached : null;
        }

        await AccountAsync(value, tally, verdict, runs, cancellationToken);
        return failed is null ? verdict is null ? next.Or(Deadline(value, now)) : ReconcileResult.Done : throw failed;
    }

    private async Task<(ReconcileResult Next, Exception? Failed)> ScaleAsync(
        ObjectKey key, JobTally tally, List<ReplicaEntry> claimed, DateTime now, CancellationToken cancellationToken)
    {
        foreach (var entry in claimed)
        {
            if (!entry.Metadata.Finalizers.Contains(JobNames.TrackingFinalizer) && PodState.IsActive(entry.As<Pod>()))
            {
                await _finalizer.AddAsync(entry, cancellationToken);
            }
        }

        try
        {
            return Replica.Get(key) is { } entry && entry.Uid == tally.Job.Metadata.Uid
                ? (await _scaler.ScaleAsync(entry, tally, now, cancellationToken), null)
                : (ReconcileResult.Done, null);
        }
        catch (ApiException refused)
        {
            return (ReconcileResult.Done, refused);
        }
    }

    /// <summary>Steps 4 and 5.</summary>
    private async Task AccountAsync(Job job, JobTally tally, JobVerdict? verdict, bool runs, CancellationToken cancellationToken)
    {
        var account = JobAccount.Of(tally, verdict);
        var status = account.Status;
        JobProgress.Show(status, PodsOf(job));
        var suspended = JobState.IsSuspended(job);
        status.StartTime ??= suspended ? null : Timestamp.Seconds(Now);
        var told = runs && verdict is null ? JobProgress.ShowSuspension(status, suspended, Now) : null;
        if (verdict is not null)
        {
            JobConditions.Set(status, verdict.InterimType, "True", verdict.Reason, verdict.Message, Now);
        }

        job = await WriteAsync(job, status, cancellationToken);
        if (told is not null)
        {
            Events.Normal(job, told, told == "Suspended" ? "Job suspended" : "Job resumed");
        }

        if (verdict is not null)
        {
            await _pods.EndAsync(job, PodsOf(job).Where(PodState.IsActive), cancellationToken);
        }

        await Task.WhenAll(account.Released.Select(pod =>
            _finalizer.RemoveAsync(KnownResources.Pods.Key(pod.Metadata.Namespace, pod.Metadata.Name!), pod.Metadata.Uid!, cancellationToken)));
        await SettleAsync(job, account.IsFull ? null : verdict, cancellationToken);
    }

    private async Task SettleAsync(Job job, JobVerdict? verdict, CancellationToken cancellationToken)
    {
        var status = JsonModel.Read<JobStatus>(JsonModel.ToBytes(job.Status));
        var pods = PodsOf(job);
        JobAccount.Settle(status, pods);
        JobProgress.Show(status, pods);
        var finishes = verdict is not null && status is { UncountedTerminatedPods: { Succeeded: null, Failed: null }, Terminating: 0, Active: null };
        if (finishes)
        {
            JobConditions.Set(status, verdict!.FinalType, "True", verdict.Reason, verdict.Message, Now);
            status.CompletionTime = verdict.Succeeds ? Timestamp.Seconds(Now) : null;
        }

        job = await WriteAsync(job, status, cancellationToken);
        if (finishes)
        {
            Tell(job, verdict!);
        }
    }

    private void Tell(Job job, JobVerdict verdict)
    {
        if (!verdict.Succeeds)
        {
            Events.Warning(job, verdict.Reason, verdict.Message);
            return;
        }

        if (job.Status.Succeeded > job.Spec.Completions)
        {
            Events.Warning(job, "TooManySucceededPods", "Too many succeeded pods running after completion count reached");
        }

        Events.Normal(job, "Completed", "Job completed");
    }

    /// <summary>Writes the status as the next one after the job's version; returns the version that it became. Refused when another came in between.</summary>
    private async Task<Job> WriteAsync(Job job, JobStatus status, CancellationToken cancellationToken)
    {
        if (JsonModel.ToBytes(job.Status).AsSpan().SequenceEqual(JsonModel.ToBytes(status)))
        {
            return job;
        }

        var written = await Client.UpdateStatusAsync(new Job { Metadata = job.Metadata, Spec = job.Spec, Status = status }, cancellationToken);
        return JsonModel.Read<Job>(written);
    }

    private List<Pod> PodsOf(Job job)
    {
        var selector = SelectorOf.Labels(job.Spec.Selector);
        return [.. from pod in Services.Owners.ControlledBy(job.Metadata.Uid!, KnownResources.Pods) where selector.Matches(pod.Labels) select pod.As<Pod>()];
    }

    private static bool IsComplete(JobTally tally, List<Pod> pods) =>
        (tally.Job.Spec.Completions is { } completions ? tally.Succeeded >= completions : tally.Succeeded > 0) && !pods.Exists(PodState.IsActive);

    private static ReconcileResult Deadline(Job job, DateTime now) =>
        job.Spec.ActiveDeadlineSeconds is { } limit && JobState.RunningSince(job, now) is { } since
            ? ReconcileResult.After(since + TimeSpan.FromSeconds(limit) - now)
            : ReconcileResult.Done;

    /// <summary>A pod without a controller concerns the jobs that it matches.</summary>
    private void PokeAdopters(ReplicaChange change, Action<ObjectKey> poke)
    {
        var pod = change.Entry;
        if (pod.Metadata.Controller is not null || pod.Labels.Count == 0)
        {
            return;
        }

        foreach (var job in Replica.List(JobNames.Jobs).In(pod.Key.Namespace))
        {
            if (SelectorOf.Labels(job.As<Job>().Spec.Selector).Matches(pod.Labels))
            {
                poke(job.Key);
            }
        }
    }
}
