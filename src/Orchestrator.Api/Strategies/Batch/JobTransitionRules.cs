using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>Checks that a job's status goes forward: what came of it is final, and nothing counted is forgotten.</summary>
internal static class JobTransitionRules
{
    private static readonly FieldPath Path = FieldPath.Of("status");
    private static readonly string[] Terminal = ["Failed", "Complete", "FailureTarget"];

    public static void Validate(in JobStatusChange change, FieldErrors errors)
    {
        var (now, before) = (change.Now.Status, change.Before.Status);
        foreach (var type in Terminal)
        {
            if (change.Was(type) && !change.Is(type))
            {
                JobStatusRules.Condition(errors, $"cannot disable the terminal {type}=True condition");
            }
        }

        if ((now.Failed ?? 0) < (before.Failed ?? 0))
        {
            errors.Invalid(Path.Child("failed"), now.Failed ?? 0, "cannot decrease the failed counter");
        }

        if (!IsElastic(change) && (now.Succeeded ?? 0) < (before.Succeeded ?? 0))
        {
            errors.Invalid(Path.Child("succeeded"), now.Succeeded ?? 0, "cannot decrease the succeeded counter");
        }

        if (now.CompletionTime is not null && before.CompletionTime is not null && change.CompletionTime)
        {
            errors.Invalid(Path.Child("completionTime"), now.CompletionTime, "completionTime cannot be mutated");
        }

        StartTime(change, errors);
        if (change.Was("SuccessCriteriaMet") && !change.Is("SuccessCriteriaMet"))
        {
            JobStatusRules.Condition(errors, "cannot disable the SuccessCriteriaMet=True condition");
        }

        if (change.Was("Complete") && !change.Was("SuccessCriteriaMet") && change.Is("SuccessCriteriaMet"))
        {
            JobStatusRules.Condition(errors, "cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions");
        }
    }

    // A job starts anew when it is resumed. The message is that of 1.35, which has one for another time, too.
    private static void StartTime(in JobStatusChange change, FieldErrors errors)
    {
        var resumes = change.Was("Suspended") && !change.Is("Suspended");
        if (change.StartTime && change.Before.Status.StartTime is not null && change.Now.Spec.Suspend != true && !resumes)
        {
            errors.Required(Path.Child("startTime"), "startTime cannot be removed for unsuspended job");
        }
    }

    // Such a job may be scaled down, and what the indexes beyond came to does not count any more.
    private static bool IsElastic(in JobStatusChange change) =>
        change.Now.Spec is { CompletionMode: JobDefaults.Indexed } spec && spec.Completions == spec.Parallelism;
}
