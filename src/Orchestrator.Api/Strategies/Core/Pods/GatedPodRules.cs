using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>
/// Where a pod with scheduling gates wants to be may only be narrowed: whoever made it counts on what it asked for.
/// So labels of nodes are only added, and requirements only to terms that have some (<c>PodSchedulingReadiness</c>).
/// </summary>
internal static class GatedPodRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath Terms = Spec.Child("affinity", "nodeAffinity").Child("requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms");

    /// <summary>Checks the change; false when there is something wrong with it.</summary>
    public static bool Validate(PodSpec now, PodSpec before, FieldErrors errors)
    {
        var count = errors.Count;
        MetadataRules.Labels(now.NodeSelector, errors, Spec.Child("nodeSelector"));
        AffinityRules.Validate(now.Affinity, errors, Spec.Child("affinity"));
        foreach (var (label, value) in before.NodeSelector ?? [])
        {
            if (now.NodeSelector?.GetValueOrDefault(label) != value)
            {
                errors.Invalid(Spec.Child("nodeSelector"), now.NodeSelector, "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
                break;
            }
        }

        if (before.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution is { } required)
        {
            Narrows(now.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? [], required.NodeSelectorTerms, errors);
        }

        return errors.Count == count;
    }

    /// <summary>Takes over what may have changed. Affinities to other pods stay.</summary>
    public static void Take(PodSpec to, PodSpec from)
    {
        to.NodeSelector = from.NodeSelector;
        var affinity = to.Affinity ?? new();
        affinity.NodeAffinity = from.Affinity?.NodeAffinity;
        var says = affinity.NodeAffinity is not null || affinity.PodAffinity is not null || affinity.PodAntiAffinity is not null;
        to.Affinity = says || from.Affinity is not null ? affinity : null;
    }

    private static void Narrows(List<NodeSelectorTerm> now, List<NodeSelectorTerm> before, FieldErrors errors)
    {
        if (before.Count > 0 && now.Count != before.Count)
        {
            errors.Invalid(Terms, Json(now), "no additions/deletions to non-empty NodeSelectorTerms list are allowed");
            return;
        }

        for (var i = 0; i < before.Count; i++)
        {
            if (!OnlyAdds(now[i], before[i]))
            {
                errors.Invalid(Terms.Index(i), now[i], "only additions are allowed (no mutations or deletions)");
            }
        }
    }

    // A term without requirements matches no node: with any, it would match more.
    private static bool OnlyAdds(NodeSelectorTerm now, NodeSelectorTerm before) =>
        before is { MatchExpressions: null or [], MatchFields: null or [] }
            ? now is { MatchExpressions: null or [], MatchFields: null or [] }
            : Begins(now.MatchExpressions, before.MatchExpressions) && Begins(now.MatchFields, before.MatchFields);

    private static bool Begins(List<NodeSelectorRequirement>? now, List<NodeSelectorRequirement>? before)
    {
        if ((now?.Count ?? 0) < (before?.Count ?? 0))
        {
            return false;
        }

        for (var i = 0; i < (before?.Count ?? 0); i++)
        {
            if (!SpecEquality.Same(now![i], before![i]))
            {
                return false;
            }
        }

        return true;
    }

    private static System.Text.Json.Nodes.JsonArray Json(List<NodeSelectorTerm> terms) =>
        [.. terms.Select(term => System.Text.Json.Nodes.JsonNode.Parse(JsonModel.ToBytes(term)))];
}
