using System.Runtime.InteropServices;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>Adds up the plugins' scores of the nodes that fit, each brought to scale over those nodes, and finds the best.</summary>
internal sealed class NodeScoring(Profile profile, ClusterState cluster)
{
    private readonly List<Weighted<IPodScorer>> _scorers = [];
    private long[] _totals = [];
    private long[] _scores = [];
    private PodRequirements _pod = null!;
    private NodeRanking? _ranking;

    /// <summary>Whether a plugin that looks further than at the node has something to say about the pod.</summary>
    public bool LooksFurther => _scorers.Count > 0;

    /// <summary>Begins with a pod.</summary>
    /// <param name="cycle">The attempt.</param>
    /// <param name="ranking">What is known of the nodes; null when nothing is kept for such pods.</param>
    public void Begin(SchedulingCycle cycle, NodeRanking? ranking)
    {
        _pod = cycle.Pod.Requirements;
        _ranking = ranking;
        _scorers.Clear();
        foreach (var (plugin, weight) in profile.Scores)
        {
            if (plugin.PreScore(cycle) is { } scorer)
            {
                _scorers.Add(new Weighted<IPodScorer>(scorer, weight));
            }
        }
    }

    /// <summary>The best of the nodes that fit; the first of equally good ones.</summary>
    public int Best(List<int> fitting)
    {
        if (fitting.Count == 1)
        {
            return fitting[0];
        }

        var nodes = CollectionsMarshal.AsSpan(fitting);
        if (_totals.Length < nodes.Length)
        {
            _totals = new long[Math.Max(nodes.Length, _totals.Length * 2)];
            _scores = new long[_totals.Length];
        }

        Array.Clear(_totals, 0, nodes.Length);
        AddNodeScores(nodes);
        foreach (var (scorer, weight) in _scorers)
        {
            scorer.Score(nodes, _scores.AsSpan(0, nodes.Length));
            Add(weight, nodes.Length);
        }

        var best = 0;
        for (var i = 1; i < nodes.Length; i++)
        {
            best = _totals[i] > _totals[best] ? i : best;
        }

        return nodes[best];
    }

    private void AddNodeScores(ReadOnlySpan<int> nodes)
    {
        if (_ranking is null)
        {
            foreach (var (plugin, weight) in profile.NodeScores)
            {
                if (plugin.Concerns(_pod))
                {
                    for (var i = 0; i < nodes.Length; i++)
                    {
                        _scores[i] = plugin.Score(_pod, cluster.Nodes[nodes[i]]);
                    }

                    Normalize(plugin.Normalization, _scores.AsSpan(0, nodes.Length));
                    Add(weight, nodes.Length);
                }
            }

            return;
        }

        for (var i = 0; i < nodes.Length; i++)
        {
            _totals[i] = _ranking.Score(nodes[i]);
        }

        for (var k = 0; !_ranking.IsPlain && k < _ranking.Graded.Length; k++)
        {
            for (var i = 0; i < nodes.Length; i++)
            {
                _scores[i] = _ranking.Raw(k, nodes[i]);
            }

            Normalize(_ranking.Graded[k].Plugin.Normalization, _scores.AsSpan(0, nodes.Length));
            Add(_ranking.Graded[k].Weight, nodes.Length);
        }
    }

    private void Add(int weight, int count)
    {
        for (var i = 0; i < count; i++)
        {
            _totals[i] += weight * _scores[i];
        }
    }

    private static void Normalize(ScoreNormalization normalization, Span<long> scores)
    {
        if (normalization == ScoreNormalization.None)
        {
            return;
        }

        long highest = 0;
        foreach (var score in scores)
        {
            highest = Math.Max(highest, score);
        }

        var reversed = normalization == ScoreNormalization.LowestIsBest;
        foreach (ref var score in scores)
        {
            score = highest == 0 ? 0 : score * INodeScorePlugin.Best / highest;
            score = reversed ? INodeScorePlugin.Best - score : score;
        }
    }
}
