using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks how a pod wants its like to be spread.</summary>
internal static class TopologySpreadRules
{
    private static readonly string[] Actions = ["DoNotSchedule", "ScheduleAnyway"];

    private static readonly string[] Inclusions = ["Honor", "Ignore"];

    public static void Validate(List<TopologySpreadConstraint>? constraints, FieldErrors errors, FieldPath path)
    {
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < (constraints?.Count ?? 0); i++)
        {
            var constraint = constraints![i];
            var at = path.Index(i);
            if (constraint.MaxSkew <= 0)
            {
                errors.Invalid(at.Child("maxSkew"), constraint.MaxSkew, "must be greater than zero");
            }

            if (constraint.TopologyKey.Length == 0)
            {
                errors.Required(at.Child("topologyKey"), "can not be empty");
            }
            else
            {
                errors.Invalid(at.Child("topologyKey"), constraint.TopologyKey, NameRules.QualifiedName(constraint.TopologyKey));
            }

            PodSpecValidation.OneOf(constraint.WhenUnsatisfiable, Actions, errors, at.Child("whenUnsatisfiable"));
            if (!seen.Add((constraint.TopologyKey, constraint.WhenUnsatisfiable)))
            {
                errors.Duplicate(at.Child("{topologyKey, whenUnsatisfiable}"), $"{{{constraint.TopologyKey}, {constraint.WhenUnsatisfiable}}}");
            }

            if (constraint.MinDomains is <= 0)
            {
                errors.Invalid(at.Child("minDomains"), constraint.MinDomains, "must be greater than zero");
            }

            if (constraint.MinDomains is not null && constraint.WhenUnsatisfiable != Actions[0])
            {
                errors.Invalid(
                    at.Child("minDomains"), constraint.MinDomains, $"can only use minDomains if whenUnsatisfiable={Actions[0]}, not {constraint.WhenUnsatisfiable}");
            }

            MemberRules.Supported(constraint.NodeAffinityPolicy, Inclusions, errors, at, "nodeAffinityPolicy");
            MemberRules.Supported(constraint.NodeTaintsPolicy, Inclusions, errors, at, "nodeTaintsPolicy");
            MatchLabelKeys(constraint, errors, at.Child("matchLabelKeys"));

            LabelSelectorRules.Validate(constraint.LabelSelector, errors, at.Child("labelSelector"));
        }
    }

    // The values of these keys come from the pod itself, so the selector must leave them open.
    private static void MatchLabelKeys(TopologySpreadConstraint constraint, FieldErrors errors, FieldPath path)
    {
        if (constraint.MatchLabelKeys is { Count: > 0 } && constraint.LabelSelector is null)
        {
            errors.Forbidden(path, "must not be specified when labelSelector is not set");
        }

        for (var i = 0; i < (constraint.MatchLabelKeys?.Count ?? 0); i++)
        {
            var key = constraint.MatchLabelKeys![i];
            errors.Invalid(path.Index(i), key, NameRules.QualifiedName(key));
            if (constraint.LabelSelector?.MatchLabels?.ContainsKey(key) == true || constraint.LabelSelector?.MatchExpressions?.Exists(e => e.Key == key) == true)
            {
                errors.Invalid(path.Index(i), key, "exists in both matchLabelKeys and labelSelector");
            }
        }
    }
}
