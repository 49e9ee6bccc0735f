using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>
/// The nodes that fit one kind of pod, best first. Made once for all pods with the same requirements; when pods come and go on a node, that node alone is
/// looked at again, so that the next pod's node costs O(log nodes) instead of asking every plugin about every node.
/// </summary>
internal sealed class NodeRanking(Profile profile, ClusterState state, PodRequirements pod)
{
    private readonly IFilterPlugin[] _nodeFilters = Array.FindAll(profile.Filters, f => !f.DependsOnPods && f.Concerns(pod));
    private readonly IFilterPlugin[] _podFilters = Array.FindAll(profile.Filters, f => f.DependsOnPods && f.Concerns(pod));
    private readonly IScorePlugin[] _nodeScores = Array.FindAll(profile.Scores, s => !s.DependsOnPods && s.Concerns(pod));
    private readonly IScorePlugin[] _podScores = Array.FindAll(profile.Scores, s => s.DependsOnPods && s.Concerns(pod));
    private readonly PriorityQueue<Candidate, (long Score, long Turn)> _best = new();
    private long[] _fixedScores = [];
    private int[] _versions = [];
    private long _epoch = -1;
    private long _log;
    private long _turn;
    private string? _explanation;

    /// <summary>The best node that fits, or null. Of equally good ones the one that was looked at longest ago, so that pods spread.</summary>
    public SchedulingNode? Best()
    {
        Update();
        while (_best.TryPeek(out var candidate, out _))
        {
            if (candidate.Version == _versions[candidate.Node])
            {
                return state.Nodes[candidate.Node];
            }

            _best.Dequeue();
        }

        return null;
    }

    /// <summary>Why no node fits, in the words of <c>FitError</c>; found out once for all pods until a node changes.</summary>
    public string Explain()
    {
        Update();
        return _explanation ??= FindReasons();
    }

    private string FindReasons()
    {
        if (state.NodeCount == 0)
        {
            return "no nodes available to schedule pods";
        }

        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var reasons = new List<string>();
        foreach (var node in state.Nodes)
        {
            reasons.Clear();
            if (node.Exists && Array.Find(profile.Filters, f => f.Concerns(pod) && !f.Fits(pod, node)) is { } filter)
            {
                filter.Explain(pod, node, reasons);
            }

            foreach (var reason in reasons)
            {
                counts[reason] = counts.GetValueOrDefault(reason) + 1;
            }
        }

        var texts = counts.Select(c => $"{c.Value} {c.Key}").Order(StringComparer.Ordinal);
        return $"0/{state.NodeCount} nodes are available: {string.Join(", ", texts)}.";
    }

    private void Update()
    {
        if (_epoch != state.Epoch || _versions.Length != state.Nodes.Count || !state.TryReadLog(_log, out var changed))
        {
            Rebuild();
            return;
        }

        if (changed.Length > 0)
        {
            _explanation = null;
        }

        foreach (var index in changed)
        {
            _versions[index]++;
            Rank(state.Nodes[index]);
        }

        _log = state.LogEnd;
    }

    private void Rebuild()
    {
        _epoch = state.Epoch;
        _explanation = null;
        _log = state.LogEnd;
        _best.Clear();
        _versions = new int[state.Nodes.Count];
        _fixedScores = new long[state.Nodes.Count];
        foreach (var node in state.Nodes)
        {
            _fixedScores[node.Index] = node.Exists && Array.TrueForAll(_nodeFilters, f => f.Fits(pod, node)) ? 0 : -1;
        }

        foreach (var score in _nodeScores)
        {
            AddFixed(score);
        }

        foreach (var node in state.Nodes)
        {
            Rank(node);
        }
    }

    private void AddFixed(IScorePlugin plugin)
    {
        var raw = new long[_fixedScores.Length];
        long highest = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            raw[i] = _fixedScores[i] < 0 ? 0 : plugin.Score(pod, state.Nodes[i]);
            highest = Math.Max(highest, raw[i]);
        }

        for (var i = 0; i < raw.Length; i++)
        {
            if (_fixedScores[i] >= 0)
            {
                _fixedScores[i] += plugin.Weight * Normalize(plugin.Normalization, raw[i], highest);
            }
        }
    }

    private static long Normalize(ScoreNormalization normalization, long raw, long highest) => normalization switch
    {
        ScoreNormalization.HighestIsBest => highest == 0 ? 0 : raw * IScorePlugin.Best / highest,
        ScoreNormalization.LowestIsBest => highest == 0 ? IScorePlugin.Best : IScorePlugin.Best - (raw * IScorePlugin.Best / highest),
        _ => raw,
    };

    private void Rank(SchedulingNode node)
    {
        var score = _fixedScores[node.Index];
        if (score < 0)
        {
            return;
        }

        foreach (var filter in _podFilters)
        {
            if (!filter.Fits(pod, node))
            {
                return;
            }
        }

        foreach (var plugin in _podScores)
        {
            score += plugin.Weight * plugin.Score(pod, node);
        }

        _best.Enqueue(new Candidate(node.Index, _versions[node.Index]), (-score, _turn++));
    }

    private readonly record struct Candidate(int Node, int Version);
}
