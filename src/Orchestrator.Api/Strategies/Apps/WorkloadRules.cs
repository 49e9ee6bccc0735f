using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Validation;
using LabelSelector = Orchestrator.Api.Models.Meta.V1.LabelSelector;

namespace Orchestrator.Api.Strategies.Apps;

/// <summary>What everything with a selector and a pod template must hold to.</summary>
internal static class WorkloadRules
{
    private const string NoMatch = "`selector` does not match template `labels`";

    private static readonly string[] Always = ["Always"];

    /// <summary>The selector is there and selects something less than everything. Returns whether it can be applied.</summary>
    public static bool Selector(LabelSelector? selector, string kind, FieldErrors errors, FieldPath spec)
    {
        if (selector is null)
        {
            errors.Required(spec.Child("selector"));
            return true;
        }

        var before = errors.Count;
        LabelSelectorRules.Validate(selector, errors, spec.Child("selector"));
        var valid = errors.Count == before;
        if (IsEmpty(selector))
        {
            errors.Invalid(spec.Child("selector"), selector, $"empty selector is invalid for {kind}");
        }

        return valid;
    }

    /// <summary>The selector selects the template's pods. An empty one, which is refused for itself, is not asked.</summary>
    public static void Matches(LabelSelector? selector, PodTemplateSpec template, FieldErrors errors, FieldPath spec)
    {
        if ((selector is null || !IsEmpty(selector)) && !selector.ToSelector().Matches(template.Metadata.Labels))
        {
            Mismatch(template, errors, spec);
        }
    }

    /// <summary>The labels of a replication controller's selector select the template's pods.</summary>
    public static void Matches(Dictionary<string, string> selector, PodTemplateSpec template, FieldErrors errors, FieldPath spec)
    {
        foreach (var (key, value) in selector)
        {
            if (template.Metadata.Labels?.GetValueOrDefault(key) != value)
            {
                Mismatch(template, errors, spec);
                return;
            }
        }
    }

    /// <summary>The template is good, and one whose pods can be kept alive.</summary>
    public static void Template(PodTemplateSpec template, string owner, FieldErrors errors, FieldPath spec)
    {
        var path = spec.Child("template");
        PodTemplateValidation.Validate(template, errors, path);
        MemberRules.Supported(template.Spec.RestartPolicy ?? "", Always, errors, path.Child("spec"), "restartPolicy");
        if (template.Spec.ActiveDeadlineSeconds is not null)
        {
            errors.Forbidden(path.Child("spec", "activeDeadlineSeconds"), $"activeDeadlineSeconds in {owner} is not Supported");
        }
    }

    /// <summary>In apps/v1 a selector does not change.</summary>
    public static void ImmutableSelector(LabelSelector? selector, LabelSelector? old, FieldErrors errors) =>
        MemberRules.Unchanged(selector, old, errors, FieldPath.Of("spec"), "selector");

    /// <summary>Whether it selects everything.</summary>
    public static bool IsEmpty(LabelSelector selector) => selector is { MatchLabels: null or { Count: 0 }, MatchExpressions: null or [] };

    private static void Mismatch(PodTemplateSpec template, FieldErrors errors, FieldPath spec) =>
        errors.Invalid(spec.Child("template").Child("metadata", "labels"), template.Metadata.Labels is { Count: > 0 } labels ? labels : null, NoMatch);
}
