using System.Globalization;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.Volumes.Facts;

/// <summary>From which nodes a volume can be reached, and to which of them a class confines new volumes.</summary>
internal static class VolumeTopology
{
    /// <summary>Whether a volume's node affinity lets it be used on a node (<c>CheckNodeAffinity</c>): none lets it be used everywhere.</summary>
    public static bool Reaches(PersistentVolume volume, string node, IReadOnlyDictionary<string, string> labels) =>
        volume.Spec.NodeAffinity?.Required is not { } required || Matches(required, node, labels);

    /// <summary>Whether a class's allowed topologies admit a node: one of the terms has to match; none admits every node.</summary>
    public static bool Admits(List<TopologySelectorTerm>? terms, IReadOnlyDictionary<string, string> labels)
    {
        if (terms is null or { Count: 0 })
        {
            return true;
        }

        foreach (var term in terms)
        {
            if (Matches(term, labels))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether one of a selector's terms matches a node.</summary>
    public static bool Matches(NodeSelector selector, string node, IReadOnlyDictionary<string, string> labels)
    {
        foreach (var term in selector.NodeSelectorTerms)
        {
            if (Matches(term, node, labels))
            {
                return true;
            }
        }

        return false;
    }

    // A term without requirements matches nothing.
    private static bool Matches(NodeSelectorTerm term, string node, IReadOnlyDictionary<string, string> labels)
    {
        foreach (var requirement in term.MatchExpressions ?? [])
        {
            if (!Matches(requirement, labels.GetValueOrDefault(requirement.Key)))
            {
                return false;
            }
        }

        foreach (var requirement in term.MatchFields ?? [])
        {
            if (!Matches(requirement, requirement.Key == "metadata.name" ? node : null))
            {
                return false;
            }
        }

        return term.MatchExpressions?.Count > 0 || term.MatchFields?.Count > 0;
    }

    private static bool Matches(TopologySelectorTerm term, IReadOnlyDictionary<string, string> labels)
    {
        foreach (var requirement in term.MatchLabelExpressions ?? [])
        {
            if (labels.GetValueOrDefault(requirement.Key) is not { } value || !requirement.Values.Contains(value))
            {
                return false;
            }
        }

        return term.MatchLabelExpressions?.Count > 0;
    }

    private static bool Matches(NodeSelectorRequirement requirement, string? value) => requirement.Operator switch
    {
        "In" => value is not null && requirement.Values?.Contains(value) == true,
        "NotIn" => value is null || requirement.Values?.Contains(value) != true,
        "Exists" => value is not null,
        "DoesNotExist" => value is null,
        "Gt" => Compare(requirement, value) > 0,
        "Lt" => Compare(requirement, value) < 0,
        _ => false,
    };

    private static int Compare(NodeSelectorRequirement requirement, string? value) =>
        requirement.Values is [var text]
        && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var actual)
        && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bound)
            ? actual.CompareTo(bound)
            : 0;
}
