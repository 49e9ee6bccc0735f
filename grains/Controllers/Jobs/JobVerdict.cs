using Orchestrator.Api.Models.Batch.V1;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>
/// What a job comes to. It is told twice: first as an interim condition (FailureTarget, SuccessCriteriaMet), by which nothing else can come of it any more; then,
/// when its pods have ended and are counted, as the final one (Failed, Complete).
/// </summary>
/// <param name="Succeeds">Whether it ends well.</param>
/// <param name="Reason">One word.</param>
/// <param name="Message">For people.</param>
internal sealed record JobVerdict(bool Succeeds, string Reason, string Message)
{
    /// <summary>As many pods as wanted have succeeded.</summary>
    public static JobVerdict CompletionsReached { get; } = new(true, "CompletionsReached", "Reached expected number of succeeded pods");

    /// <summary>The interim condition's type.</summary>
    public string InterimType => Succeeds ? "SuccessCriteriaMet" : "FailureTarget";

    /// <summary>The final condition's type.</summary>
    public string FinalType => Succeeds ? "Complete" : "Failed";

    /// <summary>What comes of the job by what its pods did; null when that is open.</summary>
    public static JobVerdict? Of(JobTally tally, DateTime now) => Decided(tally.Job) ?? ByFailures(tally, now) ?? ByIndexes(tally);

    /// <summary>What was decided before.</summary>
    private static JobVerdict? Decided(Job job) =>
        JobState.True(job, "SuccessCriteriaMet") is { } success ? new JobVerdict(true, success.Reason ?? "", success.Message ?? "")
        : JobState.True(job, "FailureTarget") is { } failure ? Failure(failure.Reason ?? "", failure.Message ?? "")
        : null;

    private static JobVerdict? ByFailures(JobTally tally, DateTime now)
    {
        var job = tally.Job;
        foreach (var pod in job.Spec.PodFailurePolicy is null ? [] : tally.Pods)
        {
            if (JobPods.IsFailed(pod, job) && FailurePolicy.Of(job, pod) is { Action: "FailJob", Message: { } message })
            {
                return Failure("PodFailurePolicy", message);
            }
        }

        if (tally.Failed > (job.Spec.BackoffLimit ?? 6) || RestartsTooOften(tally))
        {
            return Failure("BackoffLimitExceeded", "Job has reached the specified backoff limit");
        }

        return job.Spec.ActiveDeadlineSeconds is { } limit && JobState.RunningSince(job, now) is { } since && now - since >= TimeSpan.FromSeconds(limit)
            ? Failure("DeadlineExceeded", "Job was active longer than specified deadline")
            : null;
    }

    private static JobVerdict? ByIndexes(JobTally tally)
    {
        if (tally.SucceededIndexes is not { } succeeded)
        {
            return null;
        }

        if (tally.FailedIndexes is { Count: > 0 and var failed })
        {
            if (failed > tally.Job.Spec.MaxFailedIndexes)
            {
                return Failure("MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes");
            }

            if (failed + succeeded.Count >= tally.Job.Spec.Completions)
            {
                return Failure("FailedIndexes", "Job has failed indexes");
            }
        }

        return SuccessPolicy.Met(tally.Job, succeeded) is { } rule ? new JobVerdict(true, "SuccessPolicy", rule) : null;
    }

    /// <summary>Pods that restart their containers themselves never fail; their restarts count instead.</summary>
    private static bool RestartsTooOften(JobTally tally)
    {
        if (tally.Job.Spec.Template.Spec.RestartPolicy != "OnFailure")
        {
            return false;
        }

        long restarts = 0;
        foreach (var pod in tally.Pods)
        {
            if (pod.Status.Phase is "Running" or "Pending")
            {
                restarts += (pod.Status.InitContainerStatuses ?? []).Sum(container => container.RestartCount);
                restarts += (pod.Status.ContainerStatuses ?? []).Sum(container => container.RestartCount);
            }
        }

        var limit = tally.Job.Spec.BackoffLimit ?? 6;
        return limit == 0 ? restarts > 0 : restarts >= limit;
    }

    private static JobVerdict Failure(string reason, string message) => new(false, reason, message);
}
