using Orchestrator.Api.Models.Batch.V1;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>The questions that are asked about a job.</summary>
internal static class JobState
{
    /// <summary>A condition that is true, or null.</summary>
    public static JobCondition? True(Job job, string type)
    {
        foreach (var condition in job.Status.Conditions ?? [])
        {
            if (condition.Type == type && condition.Status == "True")
            {
                return condition;
            }
        }

        return null;
    }

    /// <summary>The condition by which it is over, or null: from then on nothing about it changes.</summary>
    public static JobCondition? Finished(Job job) => True(job, "Complete") ?? True(job, "Failed");

    /// <summary>Whether another controller looks after it.</summary>
    public static bool IsManagedElsewhere(Job job) => job.Spec.ManagedBy is { } manager && manager != JobNames.ControllerName;

    /// <summary>Whether it is to run no pods for now.</summary>
    public static bool IsSuspended(Job job) => job.Spec.Suspend == true;

    /// <summary>Whether its completions have indexes.</summary>
    public static bool IsIndexed(Job job) => job.Spec.CompletionMode == "Indexed";

    /// <summary>Whether each index has its own budget of failures.</summary>
    public static bool CountsPerIndex(Job job) => IsIndexed(job) && job.Spec.BackoffLimitPerIndex is not null;

    /// <summary>Since when it has been running without a break; null when it is not. What was suspended starts anew when it is resumed.</summary>
    public static DateTime? RunningSince(Job job, DateTime now) =>
        IsSuspended(job) ? null : True(job, "Suspended") is not null ? now : job.Status.StartTime ?? now;
}
