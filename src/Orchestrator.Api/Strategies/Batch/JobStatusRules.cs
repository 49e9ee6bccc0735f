using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>
/// Checks that a job's status agrees with itself, whoever writes it: a job may be controlled by others than the cluster's own controller (<c>spec.managedBy</c>).
/// A rule is about what a write changes, so that a status from before the rule can still be written.
/// </summary>
internal static class JobStatusRules
{
    private static readonly FieldPath Path = FieldPath.Of("status");
    private static readonly FieldPath Conditions = Path.Child("conditions");

    public static void Validate(Job job, Job old, FieldErrors errors)
    {
        var change = new JobStatusChange(job, old);
        Times(change, errors);
        Interim(change, errors);
        Finished(change, errors);
        JobIndexRules.Validate(change, errors);
        if ((change.Ready || change.Active) && job.Status.Ready is { } ready && ready > (job.Status.Active ?? 0))
        {
            errors.Invalid(Path.Child("ready"), ready, "cannot set more ready pods than active");
        }

        Contradictions(change, errors);
        JobTransitionRules.Validate(change, errors);
    }

    /// <summary>An error about the conditions, which are not repeated.</summary>
    internal static void Condition(FieldErrors errors, string detail) => errors.Add(FieldError.Plain(FieldErrorType.Invalid, Conditions, detail));

    private static void Times(in JobStatusChange change, FieldErrors errors)
    {
        var status = change.Now.Status;
        var path = Path.Child("completionTime");
        if ((change.Complete || change.Failed) && change.IsComplete && change.IsFailed)
        {
            Condition(errors, "cannot set Complete=True and Failed=true conditions");
        }

        if ((change.Complete || change.FailureTarget) && change.IsComplete && change.Is("FailureTarget"))
        {
            Condition(errors, "cannot set Complete=True and FailureTarget=true conditions");
        }

        if ((change.Complete || change.CompletionTime) && status.CompletionTime is not null && !change.IsComplete)
        {
            errors.Invalid(path, status.CompletionTime, "cannot set completionTime when there is no Complete=True condition");
        }

        if ((change.Complete || change.CompletionTime) && status.CompletionTime is null && change.IsComplete)
        {
            errors.Required(path, "completionTime is required for Complete jobs");
        }

        if ((change.StartTime || change.CompletionTime) && status.CompletionTime < status.StartTime)
        {
            errors.Invalid(path, status.CompletionTime, "completionTime cannot be set before startTime");
        }
    }

    // What comes of a job is told before it is over: by then its pods are to end.
    private static void Interim(in JobStatusChange change, FieldErrors errors)
    {
        if (change.Failed && change.IsFailed && !change.Is("FailureTarget"))
        {
            Condition(errors, "cannot set Failed=True condition without the FailureTarget=true condition");
        }

        if (change.Complete && change.IsComplete && !change.Is("SuccessCriteriaMet"))
        {
            Condition(errors, "cannot set Complete=True condition without the SuccessCriteriaMet=true condition");
        }
    }

    private static void Finished(in JobStatusChange change, FieldErrors errors)
    {
        if (!change.IsFinished)
        {
            return;
        }

        var status = change.Now.Status;
        if ((change.Finished || change.Active) && status.Active > 0)
        {
            errors.Invalid(Path.Child("active"), status.Active, "active>0 is invalid for finished job");
        }

        // A suspended job that wants no completions is done without having started.
        if ((change.Finished || change.StartTime) && status.StartTime is null && change.Now.Spec is not { Suspend: true, Completions: 0 })
        {
            errors.Required(Path.Child("startTime"), "startTime is required for finished job");
        }

        if ((change.Finished || change.Uncounted) && status.UncountedTerminatedPods is ({ Succeeded.Count: > 0 } or { Failed.Count: > 0 }))
        {
            errors.Invalid(Path.Child("uncountedTerminatedPods"), status.UncountedTerminatedPods, "uncountedTerminatedPods needs to be empty for finished job");
        }

        if ((change.Finished || change.Terminating) && status.Terminating > 0)
        {
            errors.Invalid(Path.Child("terminating"), status.Terminating, "terminating>0 is invalid for finished job");
        }
    }

    private static void Contradictions(in JobStatusChange change, FieldErrors errors)
    {
        var met = change.Is("SuccessCriteriaMet");
        if (met && change.IsFailed)
        {
            Condition(errors, "cannot set SuccessCriteriaMet=True and Failed=true conditions");
        }

        if (met && change.Is("FailureTarget"))
        {
            Condition(errors, "cannot set SuccessCriteriaMet=True and FailureTarget=true conditions");
        }

        if (!met && change.IsComplete && change.Now.Spec.SuccessPolicy is not null)
        {
            Condition(errors, "cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True");
        }
    }
}
