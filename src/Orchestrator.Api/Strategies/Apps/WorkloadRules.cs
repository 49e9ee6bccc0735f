using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Validation;
using Orchestrator.Api.Values;
using LabelSelector = Orchestrator.Api.Models.Meta.V1.LabelSelector;

namespace Orchestrator.Api.Strategies.Apps;

/// <summary>What everything with a selector and a pod template must hold to.</summary>
internal static class WorkloadRules
{
    /// <summary>The selector is there, selects something less than everything, and selects the template's pods; the template is one whose pods can be kept alive.</summary>
    public static void SelectorAndTemplate(LabelSelector? selector, PodTemplateSpec template, string kind, FieldErrors errors, FieldPath path)
    {
        var before = errors.Count;
        if (selector is null)
        {
            errors.Required(path.Child("selector"));
        }
        else
        {
            LabelSelectorRules.Validate(selector, errors, path.Child("selector"));
            if (selector is { MatchLabels: null or { Count: 0 }, MatchExpressions: null or [] })
            {
                errors.Invalid(path.Child("selector"), Json(selector), $"empty selector is invalid for {kind}");
            }
        }

        var valid = errors.Count == before;
        if (valid && !selector.ToSelector().Matches(template.Metadata.Labels))
        {
            errors.Invalid(
                path.Child("template").Child("metadata", "labels"),
                template.Metadata.Labels is { Count: > 0 } labels ? labels : null,
                "`selector` does not match template `labels`");
        }

        PodTemplateValidation.Validate(template, errors, path.Child("template"));
        if (template.Spec.RestartPolicy != "Always")
        {
            errors.NotSupported(path.Child("template").Child("spec", "restartPolicy"), template.Spec.RestartPolicy ?? "", ["Always"]);
        }

        if (template.Spec.ActiveDeadlineSeconds is not null)
        {
            errors.Forbidden(path.Child("template").Child("spec", "activeDeadlineSeconds"), "activeDeadlineSeconds in ReplicaSet is not Supported");
        }
    }

    /// <summary>In apps/v1 a selector does not change.</summary>
    public static void ImmutableSelector(LabelSelector? selector, LabelSelector? old, FieldErrors errors)
    {
        if (!SpecEquality.Same(selector, old))
        {
            errors.Invalid(FieldPath.Of("spec", "selector"), selector is null ? null : Json(selector), "field is immutable");
        }
    }

    /// <summary>A number of pods, or a share of them.</summary>
    public static void NumberOrPercentage(IntOrString value, FieldErrors errors, FieldPath path)
    {
        if (value.IsString)
        {
            errors.Invalid(path, value, ValueRules.Percentage(value.StringValue));
        }
        else if (value.IntValue < 0)
        {
            errors.Invalid(path, value.IntValue, "must be greater than or equal to 0");
        }
    }

    private static JsonNode? Json(IJsonModel model) => JsonNode.Parse(JsonModel.ToBytes(model));
}
