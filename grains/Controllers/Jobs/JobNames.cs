using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>The words of the batch API.</summary>
internal static class JobNames
{
    /// <summary>On a pod that its job has not counted yet: it must not vanish before.</summary>
    public const string TrackingFinalizer = "batch.kubernetes.io/job-tracking";

    /// <summary>Which completion a pod works on: an annotation and a label.</summary>
    public const string CompletionIndex = "batch.kubernetes.io/job-completion-index";

    /// <summary>The environment variable with the index.</summary>
    public const string CompletionIndexVariable = "JOB_COMPLETION_INDEX";

    /// <summary>How often the index had failed before this pod: an annotation.</summary>
    public const string IndexFailureCount = "batch.kubernetes.io/job-index-failure-count";

    /// <summary>The same of the failures that a pod failure policy ignores.</summary>
    public const string IndexIgnoredFailureCount = "batch.kubernetes.io/job-index-ignored-failure-count";

    /// <summary>The value of <c>managedBy</c> that means this controller.</summary>
    public const string ControllerName = "kubernetes.io/job-controller";

    /// <summary>Jobs.</summary>
    public static GroupResource Jobs { get; } = new("batch", "jobs");
}
