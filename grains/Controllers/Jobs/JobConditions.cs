using Orchestrator.Api.Models.Batch.V1;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>Sets conditions of jobs.</summary>
internal static class JobConditions
{
    /// <summary>Sets a condition; false when it says so already.</summary>
    public static bool Set(JobStatus status, string type, string value, string reason, string message, DateTime now)
    {
        var conditions = status.Conditions ??= [];
        var known = conditions.FindIndex(condition => condition.Type == type);
        if (known >= 0 && conditions[known] is { } old && old.Status == value && old.Reason == reason && old.Message == message)
        {
            return false;
        }

        var time = Timestamp.Seconds(now);
        var condition = new JobCondition { Type = type, Status = value, Reason = reason, Message = message, LastProbeTime = time, LastTransitionTime = time };
        if (known < 0)
        {
            conditions.Add(condition);
        }
        else
        {
            conditions[known] = condition;
        }

        return true;
    }
}
