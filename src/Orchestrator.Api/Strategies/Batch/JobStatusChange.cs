using Orchestrator.Api.Models.Batch.V1;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>A write of a job's status: how it is now, and what of it was otherwise before.</summary>
internal readonly struct JobStatusChange(Job now, Job before)
{
    public Job Now => now;

    public Job Before => before;

    public bool IsComplete => Is("Complete");

    public bool IsFailed => Is("Failed");

    public bool IsFinished => IsComplete || IsFailed;

    /// <summary>Whether the job becomes or stops being complete.</summary>
    public bool Complete => Changed("Complete");

    public bool Failed => Changed("Failed");

    public bool FailureTarget => Changed("FailureTarget");

    public bool Finished => IsFinished != (Was("Complete") || Was("Failed"));

    public bool Active => (now.Status.Active ?? 0) != (before.Status.Active ?? 0);

    public bool Ready => now.Status.Ready != before.Status.Ready;

    public bool Terminating => now.Status.Terminating != before.Status.Terminating;

    public bool StartTime => now.Status.StartTime != before.Status.StartTime;

    public bool CompletionTime => now.Status.CompletionTime != before.Status.CompletionTime;

    public bool CompletedIndexes => (now.Status.CompletedIndexes ?? "") != (before.Status.CompletedIndexes ?? "");

    public bool FailedIndexes => now.Status.FailedIndexes != before.Status.FailedIndexes;

    public bool Uncounted => !SpecEquality.Same(now.Status.UncountedTerminatedPods, before.Status.UncountedTerminatedPods);

    /// <summary>Whether a condition is true now.</summary>
    public bool Is(string condition) => IsTrue(now, condition);

    /// <summary>Whether a condition was true before.</summary>
    public bool Was(string condition) => IsTrue(before, condition);

    private static bool IsTrue(Job job, string type) => job.Status.Conditions?.Exists(condition => condition.Type == type && condition.Status == "True") == true;

    private bool Changed(string condition) => Is(condition) != Was(condition);
}
