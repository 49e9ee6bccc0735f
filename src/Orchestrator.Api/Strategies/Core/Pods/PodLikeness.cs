using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>
/// Puts the values of a new pod's own labels into the selectors of its affinities, for the keys by which it wants others to be like it or unlike it
/// (<c>MatchLabelKeysInPodAffinity</c>): labels that change later do not change what it asked for.
/// </summary>
internal static class PodLikeness
{
    public static void Select(Pod pod)
    {
        if (pod is not { Metadata.Labels: { Count: > 0 } labels, Spec.Affinity: { } affinity })
        {
            return;
        }

        Terms(affinity.PodAffinity?.RequiredDuringSchedulingIgnoredDuringExecution, affinity.PodAffinity?.PreferredDuringSchedulingIgnoredDuringExecution, labels);
        Terms(affinity.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution, affinity.PodAntiAffinity?.PreferredDuringSchedulingIgnoredDuringExecution, labels);
    }

    private static void Terms(List<PodAffinityTerm>? required, List<WeightedPodAffinityTerm>? preferred, Dictionary<string, string> labels)
    {
        foreach (var term in required ?? [])
        {
            Term(term, labels);
        }

        foreach (var term in preferred ?? [])
        {
            Term(term.PodAffinityTerm, labels);
        }
    }

    private static void Term(PodAffinityTerm term, Dictionary<string, string> labels)
    {
        if (term.LabelSelector is { } selector)
        {
            Require(selector, term.MatchLabelKeys, "In", labels);
            Require(selector, term.MismatchLabelKeys, "NotIn", labels);
        }
    }

    private static void Require(LabelSelector selector, List<string>? keys, string op, Dictionary<string, string> labels)
    {
        foreach (var key in keys ?? [])
        {
            if (labels.TryGetValue(key, out var value))
            {
                (selector.MatchExpressions ??= []).Add(new() { Key = key, Operator = op, Values = [value] });
            }
        }
    }
}
