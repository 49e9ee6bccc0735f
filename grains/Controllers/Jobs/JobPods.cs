using System.Globalization;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>The questions that a job asks about its pods.</summary>
internal static class JobPods
{
    /// <summary>Whether the pod is still to be counted, or still running.</summary>
    public static bool IsTracked(Pod pod) => pod.Metadata.Finalizers?.Contains(JobNames.TrackingFinalizer) == true;

    /// <summary>Whether it is on its way out and has not ended yet.</summary>
    public static bool IsTerminating(Pod pod) => pod.Metadata.DeletionTimestamp is not null && !PodState.IsFinished(pod);

    /// <summary>Its completion index; null when it has none that can be read.</summary>
    public static int? Index(Pod pod) => Number(pod, JobNames.CompletionIndex);

    /// <summary>
    /// Whether the job takes it for failed. A pod that is being deleted may never get to say so itself, so it counts as failed at once, unless the job wants to
    /// know how it ended before it makes another one.
    /// </summary>
    public static bool IsFailed(Pod pod, Job job) =>
        pod.Status.Phase == "Failed"
        || (pod.Metadata.DeletionTimestamp is not null && pod.Status.Phase != "Succeeded" && !ReplacesOnlyFailed(job));

    /// <summary>Whether a terminating pod is replaced only once it has ended (<c>podReplacementPolicy: Failed</c>).</summary>
    public static bool ReplacesOnlyFailed(Job job) => job.Spec.PodReplacementPolicy == "Failed" || (job.Spec.PodReplacementPolicy is null && job.Spec.PodFailurePolicy is not null);

    /// <summary>How often its index had failed before it, of the failures that count.</summary>
    public static int EarlierFailures(Pod pod) => Number(pod, JobNames.IndexFailureCount) ?? 0;

    /// <summary>The same of the failures that the job ignores.</summary>
    public static int EarlierIgnoredFailures(Pod pod) => Number(pod, JobNames.IndexIgnoredFailureCount) ?? 0;

    /// <summary>When it ended, as well as that can be told: by its containers, by its readiness, by its deletion, else since it was there.</summary>
    public static DateTime EndedAt(Pod pod)
    {
        DateTime? latest = null;
        foreach (var container in pod.Status.ContainerStatuses ?? [])
        {
            if (container.State.Terminated?.FinishedAt is not { } finished)
            {
                latest = null;
                break;
            }

            latest = latest is { } known && known > finished ? known : finished;
        }

        return latest
            ?? (PodState.Condition(pod, "Ready") is { Status: "False", LastTransitionTime: { } since } ? since : (DateTime?)null)
            ?? pod.Metadata.DeletionTimestamp?.AddSeconds(-(pod.Metadata.DeletionGracePeriodSeconds ?? 0))
            ?? pod.Metadata.CreationTimestamp
            ?? DateTime.MinValue;
    }

    private static int? Number(Pod pod, string annotation) =>
        pod.Metadata.Annotations?.TryGetValue(annotation, out var text) == true && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
