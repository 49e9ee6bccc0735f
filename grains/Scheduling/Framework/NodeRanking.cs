using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>
/// What the plugins that go by the node alone say of every node, for one kind of pod. Made once for all pods with the same requirements; when something of a node or
/// its pods changes, that node alone is looked at again. While nothing else has a say, the best node costs O(log nodes) (<see cref="Best"/>).
/// </summary>
internal sealed class NodeRanking
{
    private readonly ClusterState _cluster;
    private readonly PodRequirements _pod;
    private readonly INodeFilterPlugin[] _nodeFilters;
    private readonly INodeFilterPlugin[] _podFilters;
    private readonly Weighted<INodeScorePlugin>[] _plain;
    private readonly PriorityQueue<Candidate, (long Score, long Turn)> _best = new();
    private RankedNode[] _nodes = [];
    private long[][] _raw = [];
    private long _log = -1;
    private long _turn;
    private int _graded;
    private bool _sorted;

    /// <summary>Ranks nothing before it is asked.</summary>
    public NodeRanking(Profile profile, ClusterState cluster, PodRequirements pod)
    {
        _cluster = cluster;
        _pod = pod;
        Filters = Array.FindAll(profile.NodeFilters, f => f.Concerns(pod));
        _nodeFilters = Array.FindAll(Filters, f => !f.DependsOnPods);
        _podFilters = Array.FindAll(Filters, f => f.DependsOnPods);
        var scores = Array.FindAll(profile.NodeScores, s => s.Plugin.Concerns(pod));
        _plain = Array.FindAll(scores, s => s.Plugin.Normalization == ScoreNormalization.None);
        Graded = Array.FindAll(scores, s => s.Plugin.Normalization != ScoreNormalization.None);
    }

    /// <summary>The filters that concern such pods.</summary>
    public INodeFilterPlugin[] Filters { get; }

    /// <summary>The scores that have to be brought to scale over the nodes that fit.</summary>
    public Weighted<INodeScorePlugin>[] Graded { get; }

    /// <summary>Whether those say the same of all nodes, so that the order does not depend on them.</summary>
    public bool IsPlain => _graded == 0;

    /// <summary>Why no node fits, as long as nothing changed since.</summary>
    public Diagnosis? Diagnosis { get; set; }

    /// <summary>Brings it up to date; to be called before anything else is asked.</summary>
    public void Update()
    {
        if (_nodes.Length < _cluster.Nodes.Count)
        {
            var size = Math.Max(_cluster.Nodes.Count, _nodes.Length * 2);
            Array.Resize(ref _nodes, size);
            _raw = Array.ConvertAll(Graded, _ => Array.Empty<long>());
            _log = -1;
        }

        if (!_cluster.TryReadLog(_log, out var changed))
        {
            Rebuild();
        }
        else if (changed.Length > 0)
        {
            Diagnosis = null;
            foreach (var index in changed)
            {
                Look(_cluster.Nodes[index], anew: false);
            }
        }

        _log = _cluster.LogEnd;
    }

    /// <summary>Whether the node fits.</summary>
    public bool Fits(int node) => _nodes[node].Rejection is null;

    /// <summary>Why the node does not fit; null when it does, and when there is none.</summary>
    public Rejection? Rejection(int node) => _nodes[node].Rejection is { } rejection && rejection != Gone ? rejection : null;

    /// <summary>The sum of the scores that need no scale.</summary>
    public long Score(int node) => _nodes[node].Score;

    /// <summary>A raw score of one of <see cref="Graded"/>.</summary>
    public long Raw(int plugin, int node) => _raw[plugin][node];

    /// <summary>The best node, or null. Of equally good ones the one that was looked at longest ago, so that pods spread. Only while <see cref="IsPlain"/>.</summary>
    public SchedulingNode? Best()
    {
        if (!_sorted || _best.Count > (4 * _nodes.Length) + 64)
        {
            Sort();
        }

        while (_best.TryPeek(out var candidate, out _))
        {
            if (candidate.Stamp == _nodes[candidate.Node].Stamp)
            {
                return _cluster.Nodes[candidate.Node];
            }

            _best.Dequeue();
        }

        return null;
    }

    private static readonly Rejection Gone = new("", "") { Resolvable = false };

    private void Rebuild()
    {
        Diagnosis = null;
        _sorted = false;
        _best.Clear();
        _graded = 0;
        _raw = Array.ConvertAll(Graded, _ => new long[_nodes.Length]);
        foreach (var node in _cluster.Nodes)
        {
            Look(node, anew: true);
        }
    }

    private void Look(SchedulingNode node, bool anew)
    {
        ref var ranked = ref _nodes[node.Index];
        if (anew || ranked.Version != node.Version)
        {
            ranked.Version = node.Version;
            ranked.OwnRejection = node.Exists ? FirstRejection(_nodeFilters, node) : Gone;
            Grade(node);
        }

        ranked.Stamp++;
        ranked.Rejection = ranked.OwnRejection ?? FirstRejection(_podFilters, node);
        if (ranked.Rejection is null)
        {
            ranked.Score = 0;
            foreach (var (plugin, weight) in _plain)
            {
                ranked.Score += weight * plugin.Score(_pod, node);
            }

            if (_sorted)
            {
                _best.Enqueue(new Candidate(node.Index, ranked.Stamp), (-ranked.Score, _turn++));
            }
        }
    }

    private void Grade(SchedulingNode node)
    {
        for (var i = 0; i < Graded.Length; i++)
        {
            ref var raw = ref _raw[i][node.Index];
            _graded -= raw == 0 ? 0 : 1;
            raw = node.Exists ? Graded[i].Plugin.Score(_pod, node) : 0;
            _graded += raw == 0 ? 0 : 1;
        }
    }

    private Rejection? FirstRejection(INodeFilterPlugin[] filters, SchedulingNode node)
    {
        foreach (var filter in filters)
        {
            if (filter.Filter(_pod, node) is { } rejection)
            {
                return rejection;
            }
        }

        return null;
    }

    private void Sort()
    {
        _best.Clear();
        for (var i = 0; i < _cluster.Nodes.Count; i++)
        {
            if (Fits(i))
            {
                _best.Enqueue(new Candidate(i, _nodes[i].Stamp), (-_nodes[i].Score, _turn++));
            }
        }

        _sorted = true;
    }

    private readonly record struct Candidate(int Node, int Stamp);

    private struct RankedNode
    {
        public Rejection? OwnRejection;
        public Rejection? Rejection;
        public long Score;
        public int Version;
        public int Stamp;
    }
}
