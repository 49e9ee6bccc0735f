using Orchestrator.Api.Json;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Nodes;

/// <summary>
/// <c>spec.nodeSelector</c> and required node affinity must match; preferred node affinity adds its weights. <c>addedAffinity</c> of the profile counts for every pod.
/// </summary>
internal sealed class NodeAffinity : INodeFilterPlugin, INodeScorePlugin, IQueueingHints
{
    private static readonly Rejection NoMatch = new("NodeAffinity", "node(s) didn't match Pod's node affinity/selector") { Resolvable = false };
    private static readonly Rejection NotAllowed = new("NodeAffinity", "node(s) didn't match scheduler-enforced node affinity") { Resolvable = false };
    private readonly NodeTerm[]? _addedTerms;
    private readonly PreferredNodeTerm[] _addedPreferences;

    /// <summary>With the <c>NodeAffinityArgs</c> of a profile.</summary>
    public NodeAffinity(PluginContext context)
    {
        var added = context.Args is { } args && args.TryGetProperty("addedAffinity", out var affinity)
            ? JsonModel.Read<Api.Models.Core.V1.NodeAffinity>(System.Text.Encoding.UTF8.GetBytes(affinity.GetRawText()))
            : null;
        _addedTerms = NodeTerms.Required(added);
        _addedPreferences = NodeTerms.Preferred(added);
        Hints = [new(ClusterEventKinds.NodeAdded | ClusterEventKinds.NodeLabels, (pod, change) => change.Node is null || Filter(pod.Requirements, change.Node) is null)];
    }

    public string Name => "NodeAffinity";

    public bool DependsOnPods => false;

    public ScoreNormalization Normalization => ScoreNormalization.HighestIsBest;

    public IReadOnlyList<QueueingHint> Hints { get; }

    bool INodeFilterPlugin.Concerns(PodRequirements pod) => pod.NodeSelector.Length > 0 || pod.RequiredTerms is not null || _addedTerms is not null;

    bool INodeScorePlugin.Concerns(PodRequirements pod) => pod.PreferredTerms.Length > 0 || _addedPreferences.Length > 0;

    public Rejection? Filter(PodRequirements pod, SchedulingNode node) =>
        _addedTerms is not null && !Array.Exists(_addedTerms, term => term.Matches(node)) ? NotAllowed : Matches(pod, node) ? null : NoMatch;

    public long Score(PodRequirements pod, SchedulingNode node) => Sum(pod.PreferredTerms, node) + Sum(_addedPreferences, node);

    /// <summary>Whether the node is one of those that the pod asks for.</summary>
    public static bool Matches(PodRequirements pod, SchedulingNode node)
    {
        foreach (var (key, value) in pod.NodeSelector)
        {
            if (!node.Labels.TryGetValue(key, out var actual) || actual != value)
            {
                return false;
            }
        }

        if (pod.RequiredTerms is null)
        {
            return true;
        }

        foreach (var term in pod.RequiredTerms)
        {
            if (term.Matches(node))
            {
                return true;
            }
        }

        return false;
    }

    private static long Sum(PreferredNodeTerm[] terms, SchedulingNode node)
    {
        long sum = 0;
        foreach (var preferred in terms)
        {
            sum += preferred.Term.Matches(node) ? preferred.Weight : 0;
        }

        return sum;
    }
}
