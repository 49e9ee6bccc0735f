using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>Labels that follow others, under the names that they had before (<c>reconcileNodeLabels</c>).</summary>
internal static class NodeLabels
{
    private static readonly (string Of, string Older)[] Pairs =
        [("kubernetes.io/os", "beta.kubernetes.io/os"), ("kubernetes.io/arch", "beta.kubernetes.io/arch")];

    /// <summary>The older labels that the node misses or that say something else, with what they should say.</summary>
    public static List<KeyValuePair<string, string>> Missing(Node node)
    {
        var missing = new List<KeyValuePair<string, string>>();
        var labels = node.Metadata.Labels;
        foreach (var (of, older) in Pairs)
        {
            if (labels?.GetValueOrDefault(of) is { } value && labels.GetValueOrDefault(older) != value)
            {
                missing.Add(new(older, value));
            }
        }

        return missing;
    }
}
