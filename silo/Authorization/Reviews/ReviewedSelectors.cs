using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Authorization.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Grains.Authorization;
using FieldRequirement = Orchestrator.Api.Selectors.FieldRequirement;
using LabelSelector = Orchestrator.Api.Selectors.LabelSelector;

namespace Orchestrator.Silo.Authorization.Reviews;

/// <summary>The selectors of a review. What is not understood is left out and told, as it limits nothing.</summary>
internal static class ReviewedSelectors
{
    /// <summary>The selectors; null when there are none.</summary>
    public static AccessSelectors? Of(ResourceAttributes attributes, List<string> problems)
    {
        if (attributes is { FieldSelector: null, LabelSelector: null })
        {
            return null;
        }

        var fields = attributes.FieldSelector is { } field ? Read("fieldSelector", field.RawSelector, field.Requirements, Parse, Convert, problems) : [];
        var labels = attributes.LabelSelector is { } label ? Read("labelSelector", label.RawSelector, label.Requirements, ParseLabels, Convert, problems) : [];
        return new AccessSelectors(fields, labels);
    }

    private static IReadOnlyList<TOut> Read<TIn, TOut>(
        string name, string? raw, List<TIn>? requirements, Func<string, IReadOnlyList<TOut>> parse, Func<TIn, TOut?> convert, List<string> problems)
        where TOut : class
    {
        if (!string.IsNullOrEmpty(raw))
        {
            try
            {
                return parse(raw);
            }
            catch (FormatException)
            {
                problems.Add($"spec.resourceAttributes.{name} ignored due to parse error");
                return [];
            }
        }

        var understood = (requirements ?? []).Select(convert).OfType<TOut>().ToList();
        if (understood.Count < (requirements?.Count ?? 0))
        {
            problems.Add($"spec.resourceAttributes.{name} {(understood.Count > 0 ? "partially " : "")}ignored due to parse error");
        }

        return understood;
    }

    private static IReadOnlyList<FieldRequirement> Parse(string raw) => FieldSelector.Parse(raw).Requirements;

    private static IReadOnlyList<LabelRequirement> ParseLabels(string raw) => LabelSelector.Parse(raw).Requirements;

    private static FieldRequirement? Convert(FieldSelectorRequirement requirement) => requirement switch
    {
        { Operator: "In", Values: [var value] } => new FieldRequirement(requirement.Key, IsEqual: true, value),
        { Operator: "NotIn", Values: [var value] } => new FieldRequirement(requirement.Key, IsEqual: false, value),
        _ => null,
    };

    private static LabelRequirement? Convert(LabelSelectorRequirement requirement)
    {
        LabelOperator? op = requirement.Operator switch
        {
            "In" => LabelOperator.In,
            "NotIn" => LabelOperator.NotIn,
            "Exists" => LabelOperator.Exists,
            "DoesNotExist" => LabelOperator.DoesNotExist,
            _ => null,
        };
        return op is null ? null : LabelRequirement.Create(requirement.Key, op.Value, requirement.Values ?? [], new FieldErrors());
    }
}
