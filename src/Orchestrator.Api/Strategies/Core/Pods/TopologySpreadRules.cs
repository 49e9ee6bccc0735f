using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks how a pod wants its like to be spread.</summary>
internal static class TopologySpreadRules
{
    private static readonly string[] Actions = ["DoNotSchedule", "ScheduleAnyway"];

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

            LabelSelectorRules.Validate(constraint.LabelSelector, errors, at.Child("labelSelector"));
        }
    }
}
