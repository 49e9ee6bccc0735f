using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Api.Strategies.Apps;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>Checks the spec of jobs, in a job or in a cron job.</summary>
internal static class JobValidation
{
    private const int MaximumManagerLength = 63;

    private static readonly string[] CompletionModes = ["Indexed", "NonIndexed"];
    private static readonly string[] ReplacementPolicies = ["Failed", "TerminatingOrFailed"];
    private static readonly string[] Failed = ["Failed"];
    private static readonly string[] RestartPolicies = ["OnFailure", "Never"];

    public static void Job(JobSpec spec, FieldErrors errors)
    {
        var path = FieldPath.Of("spec");
        Spec(spec, errors, path);
        if (spec.Selector is null)
        {
            errors.Required(path.Child("selector"));
            return;
        }

        var before = errors.Count;
        LabelSelectorRules.Validate(spec.Selector, errors, path.Child("selector"));
        if (errors.Count == before && !spec.Selector.ToSelector().Matches(spec.Template.Metadata.Labels))
        {
            errors.Invalid(path.Child("template").Child("metadata", "labels"), spec.Template.Metadata.Labels, "`selector` does not match template `labels`");
        }
    }

    public static void Spec(JobSpec spec, FieldErrors errors, FieldPath path)
    {
        MemberRules.NonNegative(spec.Parallelism, errors, path, "parallelism");
        MemberRules.NonNegative(spec.Completions, errors, path, "completions");
        MemberRules.NonNegative(spec.ActiveDeadlineSeconds, errors, path, "activeDeadlineSeconds");
        MemberRules.NonNegative(spec.BackoffLimit, errors, path, "backoffLimit");
        MemberRules.NonNegative(spec.TtlSecondsAfterFinished, errors, path, "ttlSecondsAfterFinished");
        MemberRules.NonNegative(spec.BackoffLimitPerIndex, errors, path, "backoffLimitPerIndex");
        IndexedJobRules.MaxFailedIndexes(spec, errors, path);
        ManagedBy(spec.ManagedBy, errors, path.Child("managedBy"));
        if (spec.CompletionMode is { } mode)
        {
            MemberRules.Supported(mode, CompletionModes, errors, path, "completionMode");
            IndexedJobRules.Validate(spec, errors, path);
        }

        FailurePolicyRules.Validate(spec, errors, path.Child("podFailurePolicy"));
        SuccessPolicyRules.Validate(spec, errors, path.Child("successPolicy"));
        MemberRules.Supported(spec.PodReplacementPolicy, spec.PodFailurePolicy is null ? ReplacementPolicies : Failed, errors, path, "podReplacementPolicy");
        PodTemplateValidation.Validate(spec.Template, errors, path.Child("template"));
        RestartPolicy(spec, errors, path.Child("template").Child("spec", "restartPolicy"));
    }

    private static void ManagedBy(string? manager, FieldErrors errors, FieldPath path)
    {
        if (manager is null)
        {
            return;
        }

        DomainRules.PrefixedPath(manager, errors, path);
        if (manager.Length > MaximumManagerLength)
        {
            errors.TooLong(path, MaximumManagerLength);
        }
    }

    // "Always" is what an absent policy became, so this says that it is missing.
    private static void RestartPolicy(JobSpec spec, FieldErrors errors, FieldPath path)
    {
        switch (spec.Template.Spec.RestartPolicy)
        {
            case null or "" or "Always":
                errors.Required(path, "valid values: \"OnFailure\", \"Never\"");
                break;
            case "OnFailure" when spec.PodFailurePolicy is not null:
                errors.Invalid(path, "OnFailure", "only \"Never\" is supported when podFailurePolicy is specified");
                break;
            case "OnFailure" or "Never":
                break;
            case var other:
                errors.NotSupported(path, other, RestartPolicies);
                break;
        }
    }
}
