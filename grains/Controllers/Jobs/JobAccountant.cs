using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Objects.Clients;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>Writes a job's status, and releases and ends its pods in the order that keeps the counts exact (<see cref="JobAccount"/>).</summary>
internal sealed class JobAccountant(ControllerServices services, IResourceClient client, EventSourceRecorder events, JobPodWriter pods, JobFinalizer finalizer)
{
    private DateTime Now => services.Time.GetUtcNow().UtcDateTime;

    /// <summary>Writes down what is newly counted, releases those pods, and moves them into the counters; ends the rest of a job that is over.</summary>
    /// <param name="job">The job, at the version that everything was decided on.</param>
    /// <param name="tally">Its pods, counted.</param>
    /// <param name="verdict">What came of it; null when that is open.</param>
    /// <param name="runs">Whether its pods were brought to the number that they should have.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task AccountAsync(Job job, JobTally tally, JobVerdict? verdict, bool runs, CancellationToken cancellationToken)
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
            events.Normal(job, told, told == "Suspended" ? "Job suspended" : "Job resumed");
        }

        if (verdict is not null)
        {
            await pods.EndAsync(job, PodsOf(job).Where(PodState.IsActive), cancellationToken);
        }

        await Task.WhenAll(account.Released.Select(pod =>
            finalizer.RemoveAsync(KnownResources.Pods.Key(pod.Metadata.Namespace, pod.Metadata.Name!), pod.Metadata.Uid!, cancellationToken)));
        await SettleAsync(job, account.IsFull ? null : verdict, cancellationToken);
    }

    /// <summary>The job's pods, as they are now.</summary>
    public List<Pod> PodsOf(Job job)
    {
        var selector = SelectorOf.Labels(job.Spec.Selector);
        return [.. from pod in services.Owners.ControlledBy(job.Metadata.Uid!, KnownResources.Pods) where selector.Matches(pod.Labels) select pod.As<Pod>()];
    }

    private async Task SettleAsync(Job job, JobVerdict? verdict, CancellationToken cancellationToken)
    {
        var status = job.Status.DeepCopy();
        var present = PodsOf(job);
        JobAccount.Settle(status, present);
        JobProgress.Show(status, present);

        // A pod that is still terminating belongs to the job: it is not over before.
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

    /// <summary>Writes the status as the next one after the job's version; returns the version that it became. Refused when another came in between.</summary>
    private async Task<Job> WriteAsync(Job job, JobStatus status, CancellationToken cancellationToken)
    {
        if (JsonModel.ToBytes(job.Status).AsSpan().SequenceEqual(JsonModel.ToBytes(status)))
        {
            return job;
        }

        return JsonModel.Read<Job>(await client.UpdateStatusAsync(new Job { Metadata = job.Metadata, Spec = job.Spec, Status = status }, cancellationToken));
    }

    private void Tell(Job job, JobVerdict verdict)
    {
        if (!verdict.Succeeds)
        {
            events.Warning(job, verdict.Reason, verdict.Message);
            return;
        }

        if (job.Status.Succeeded > job.Spec.Completions)
        {
            events.Warning(job, "TooManySucceededPods", "Too many succeeded pods running after completion count reached");
        }

        events.Normal(job, "Completed", "Job completed");
    }
}
