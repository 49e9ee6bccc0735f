using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>Checks changes of jobs: what a job does stays, how fast it does it and where may change.</summary>
internal static class JobUpdateValidation
{
    private static readonly FieldPath Path = FieldPath.Of("spec");
    private static readonly FieldPath StatusPath = FieldPath.Of("status");

    public static void Spec(Job job, Job old, FieldErrors errors)
    {
        var (now, before) = (job.Spec, old.Spec);
        Completions(now, before, errors);
        MemberRules.Unchanged(now.Selector, before.Selector, errors, Path, "selector");
        Template(now.Template, old, errors);
        MemberRules.UnchangedValue(now.CompletionMode, before.CompletionMode, errors, Path, "completionMode");
        MemberRules.Unchanged(now.PodFailurePolicy, before.PodFailurePolicy, errors, Path, "podFailurePolicy");
        MemberRules.UnchangedValue(now.BackoffLimitPerIndex, before.BackoffLimitPerIndex, errors, Path, "backoffLimitPerIndex");
        MemberRules.UnchangedValue(now.ManagedBy, before.ManagedBy, errors, Path, "managedBy");
        MemberRules.Unchanged(now.SuccessPolicy, before.SuccessPolicy, errors, Path, "successPolicy");
    }

    public static void Status(JobStatus status, FieldErrors errors)
    {
        MemberRules.NonNegative(status.Active, errors, StatusPath, "active");
        MemberRules.NonNegative(status.Succeeded, errors, StatusPath, "succeeded");
        MemberRules.NonNegative(status.Failed, errors, StatusPath, "failed");
        MemberRules.NonNegative(status.Ready, errors, StatusPath, "ready");
        MemberRules.NonNegative(status.Terminating, errors, StatusPath, "terminating");
        Uids(status.UncountedTerminatedPods, errors, StatusPath.Child("uncountedTerminatedPods"));
    }

    // An indexed job may be scaled, as long as all of its indexes run at once.
    private static void Completions(JobSpec now, JobSpec before, FieldErrors errors)
    {
        if (now.Completions == before.Completions)
        {
            return;
        }

        if (before.CompletionMode != JobDefaults.Indexed)
        {
            errors.Invalid(Path.Child("completions"), now.Completions, FieldRules.ImmutableMessage);
        }
        else if (now.Completions is null || before.Completions is null)
        {
            errors.Invalid(Path.Child("completions"), now.Completions, FieldRules.ImmutableMessage);
        }
        else if (now.Completions != now.Parallelism || before.Completions != before.Parallelism)
        {
            errors.Invalid(Path.Child("completions"), now.Completions, "can only be modified in tandem with spec.parallelism");
        }
    }

    // A job that never ran may still be told where to run.
    private static void Template(PodTemplateSpec template, Job old, FieldErrors errors)
    {
        if (SpecEquality.Same(template, old.Spec.Template))
        {
            return;
        }

        var allowed = old.Spec.Template.DeepCopy();
        if (old.Spec.Suspend == true && old.Status.StartTime is null)
        {
            allowed.Metadata.Annotations = template.Metadata.Annotations;
            allowed.Metadata.Labels = template.Metadata.Labels;
            allowed.Spec.Affinity = template.Spec.Affinity;
            allowed.Spec.NodeSelector = template.Spec.NodeSelector;
            allowed.Spec.Tolerations = template.Spec.Tolerations;
            allowed.Spec.SchedulingGates = template.Spec.SchedulingGates;
        }

        MemberRules.Unchanged(template, allowed, errors, Path, "template");
    }

    private static void Uids(UncountedTerminatedPods? pods, FieldErrors errors, FieldPath path)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        Each(pods?.Succeeded, path.Child("succeeded"));
        Each(pods?.Failed, path.Child("failed"));

        void Each(List<string>? uids, FieldPath at)
        {
            for (var i = 0; i < (uids?.Count ?? 0); i++)
            {
                if (uids![i].Length == 0)
                {
                    errors.Invalid(at.Index(i), "", "must not be empty");
                }
                else if (!known.Add(uids[i]))
                {
                    errors.Duplicate(at.Index(i), uids[i]);
                }
            }
        }
    }
}
