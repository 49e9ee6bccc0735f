using System.Globalization;
using Orchestrator.Api.Errors;
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
    private readonly JobScaler _scaler;
    private readonly JobAccountant _accountant;
    private readonly FailureBackoff _backoff = new();

    public JobController(ControllerServices services)
        : base("job-controller", JobNames.Jobs, services)
    {
        _claims = new JobClaims(services, Client);
        _finalizer = new JobFinalizer(Replica, Client);
        var pods = new JobPodWriter(_finalizer, new PodControl(services.PodNumbers, Client, Events));
        _scaler = new JobScaler(services.PodNumbers, pods, _backoff);
        _accountant = new JobAccountant(services, Client, Events, pods, _finalizer);
    }

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches)
    {
        watches.Owned(KnownResources.Pods, "Job", JobNames.Jobs);
        watches.Adoptable(KnownResources.Pods, JobNames.Jobs, Replica, static job => SelectorOf.Labels(job.As<Job>().Spec.Selector));
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
        if (JobState.IsManagedElsewhere(value))
        {
            return ReconcileResult.Done.Because($"is left to {value.Spec.ManagedBy}, as spec.managedBy says");
        }

        if (JobState.Finished(value) is { } over)
        {
            _backoff.Forget(key);
            return ReconcileResult.Done.Because($"is over: {over.Type} ({over.Reason})");
        }

        // The pods have to be at least as new as the job: what its status says of them must show in them.
        await Replica.WaitForAsync(long.Parse(value.Metadata.ResourceVersion!, CultureInfo.InvariantCulture), cancellationToken);
        var mark = Services.PodNumbers.Mark(value);
        var claimed = await _claims.ClaimAsync(value, cancellationToken);
        var now = Now;
        var tally = JobTally.Of(value, claimed.ConvertAll(pod => pod.As<Pod>()));
        var verdict = JobVerdict.Of(tally, now);
        var (next, failed) = (ReconcileResult.Done, (Exception?)null);
        var runs = verdict is null && value.Metadata.DeletionTimestamp is null;
        if (runs)
        {
            (next, failed) = await ScaleAsync(key, tally, mark, claimed, now, cancellationToken);
            verdict = IsComplete(tally, _accountant.PodsOf(value)) ? JobVerdict.CompletionsReached : null;
        }

        await _accountant.AccountAsync(value, tally, verdict, runs, cancellationToken);
        if (failed is not null)
        {
            throw failed;
        }

        return verdict is not null
            ? ReconcileResult.Done.Because($"ends: {verdict.Message}; its pods have to end and be counted")
            : next.Or(Deadline(value, now)).Because(Words(tally, next));
    }

    /// <summary>What was refused is told when everything else is done.</summary>
    private async Task<(ReconcileResult Next, Exception? Failed)> ScaleAsync(
        ObjectKey key, JobTally tally, int mark, List<ReplicaEntry> claimed, DateTime now, CancellationToken cancellationToken)
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
                ? (await _scaler.ScaleAsync(entry, tally, mark, now, cancellationToken), null)
                : (ReconcileResult.Done, null);
        }
        catch (ApiException refused)
        {
            return (ReconcileResult.Done, refused);
        }
    }

    private static bool IsComplete(JobTally tally, List<Pod> pods) =>
        (tally.Job.Spec.Completions is { } completions ? tally.Succeeded >= completions : tally.Succeeded > 0) && !pods.Exists(PodState.IsActive);

    private static FormattableString Words(JobTally tally, ReconcileResult next)
    {
        var (active, wanted, terminating) = (tally.Active.Count, JobScale.Wanted(tally), tally.Terminating);
        if (JobState.IsSuspended(tally.Job))
        {
            return $"is suspended: runs no pods until spec.suspend is false; {active} were active";
        }

        if (next.RequeueAfter is { } wait)
        {
            return $"waits {wait} before the next pod, because pods failed ({tally.Failed} failures so far)";
        }

        return $"wants {wanted} active pods and had {active}, {terminating} terminating; {tally.Succeeded} succeeded, {tally.Failed} failed";
    }

    private static ReconcileResult Deadline(Job job, DateTime now) =>
        job.Spec.ActiveDeadlineSeconds is { } limit && JobState.RunningSince(job, now) is { } since
            ? ReconcileResult.After(since + TimeSpan.FromSeconds(limit) - now)
            : ReconcileResult.Done;
}
