using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>The part of a job's status that shows how its pods are now.</summary>
internal static class JobProgress
{
    /// <summary>Shows the pods.</summary>
    public static void Show(JobStatus status, List<Pod> pods)
    {
        var active = pods.FindAll(PodState.IsActive);
        status.Active = Shown(active.Count);
        status.Ready = active.Count(PodState.IsReady);
        status.Terminating = pods.Count(JobPods.IsTerminating);
    }

    /// <summary>Shows that the job runs, or that it is suspended.</summary>
    /// <returns>What a person should be told: <c>Suspended</c>, <c>Resumed</c>; null when that has not changed.</returns>
    public static string? ShowSuspension(JobStatus status, bool suspended, DateTime now)
    {
        if (suspended)
        {
            return JobConditions.Set(status, "Suspended", "True", "JobSuspended", "Job suspended", now) ? "Suspended" : null;
        }

        if (status.Conditions?.Exists(condition => condition.Type == "Suspended") != true
            || !JobConditions.Set(status, "Suspended", "False", "JobResumed", "Job resumed", now))
        {
            return null;
        }

        // The deadline is about running without a break.
        status.StartTime = Timestamp.Seconds(now);
        return "Resumed";
    }

    /// <summary>A counter as the API writes it: none when it is 0.</summary>
    public static int? Shown(int count) => count == 0 ? null : count;
}
