using Orchestrator.Api.Errors;
using Orchestrator.Api.Selectors;
using V1 = Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Grains.Controllers;

/// <summary>Selectors of workloads. One that cannot be read, or that is missing, selects nothing: a controller must not take over everything by mistake.</summary>
internal static class SelectorOf
{
    /// <summary>Reads a selector as it stands in a spec.</summary>
    public static LabelSelector Labels(V1.LabelSelector? selector)
    {
        if (selector is null || (selector.MatchLabels is null or { Count: 0 } && selector.MatchExpressions is null or { Count: 0 }))
        {
            return LabelSelector.Nothing;
        }

        var errors = new FieldErrors();
        var requirements = new List<LabelRequirement>();
        foreach (var (key, value) in selector.MatchLabels ?? [])
        {
            Add(requirements, LabelRequirement.Create(key, LabelOperator.In, [value], errors));
        }

        foreach (var expression in selector.MatchExpressions ?? [])
        {
            if (!Enum.TryParse<LabelOperator>(expression.Operator, out var op) || op > LabelOperator.DoesNotExist)
            {
                return LabelSelector.Nothing;
            }

            Add(requirements, LabelRequirement.Create(expression.Key, op, expression.Values ?? [], errors));
        }

        return errors.Count == 0 ? LabelSelector.Of(requirements) : LabelSelector.Nothing;
    }

    private static void Add(List<LabelRequirement> requirements, LabelRequirement? requirement)
    {
        if (requirement is not null)
        {
            requirements.Add(requirement);
        }
    }
}
