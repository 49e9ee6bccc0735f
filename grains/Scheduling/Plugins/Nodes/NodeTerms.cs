using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Nodes;

/// <summary>Reads the terms of node affinity.</summary>
internal static class NodeTerms
{
    /// <summary>Of which one must match; null when nothing is required.</summary>
    public static NodeTerm[]? Required(Api.Models.Core.V1.NodeAffinity? affinity) =>
        affinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms.Select(Of).ToArray();

    /// <summary>Those that are preferred.</summary>
    public static PreferredNodeTerm[] Preferred(Api.Models.Core.V1.NodeAffinity? affinity) =>
        [.. (affinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? []).Select(t => new PreferredNodeTerm(t.Weight, Of(t.Preference)))];

    /// <summary>The nodes that the terms name, when each of them names some (<c>metadata.name In (...)</c>); else null.</summary>
    public static string[]? Names(NodeTerm[]? terms)
    {
        if (terms is null or { Length: 0 })
        {
            return null;
        }

        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var term in terms)
        {
            if (Array.Find(term.Requirements, r => r.IsField && r.Key == "metadata.name" && r.Operator == "In") is not { } named)
            {
                return null;
            }

            names.UnionWith(named.Values);
        }

        return [.. names];
    }

    /// <summary>Reads one.</summary>
    public static NodeTerm Of(NodeSelectorTerm term) => new(
    [
        .. (term.MatchExpressions ?? []).Select(r => new NodeRequirement(r.Key, IsField: false, r.Operator, [.. r.Values ?? []])),
        .. (term.MatchFields ?? []).Select(r => new NodeRequirement(r.Key, IsField: true, r.Operator, [.. r.Values ?? []])),
    ]);
}
