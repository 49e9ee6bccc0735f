using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Counting;

/// <summary>
/// A counter's pods by topology domain, over the nodes that count, with the smallest count of any domain. A pod that comes or goes costs O(1); a node that changes has it
/// counted anew, O(nodes), when it is next asked for.
/// </summary>
internal sealed class DomainTally : IDisposable
{
    private readonly PodBook _book;
    private readonly MatchCounter _counter;
    private readonly Func<SchedulingNode, bool>? _counts;
    private int[] _pods = [];
    private int[] _nodes = [];
    private bool[] _eligible = [];
    private int _version = -1;
    private int _least;
    private int _domainsAtLeast;

    /// <summary>Counts when first asked.</summary>
    /// <param name="book">Where the counter is kept.</param>
    /// <param name="counter">Whose pods.</param>
    /// <param name="topology">By what domains.</param>
    /// <param name="counts">Which nodes count; null: all that are in a domain.</param>
    public DomainTally(PodBook book, MatchCounter counter, TopologyIndex topology, Func<SchedulingNode, bool>? counts = null)
    {
        (_book, _counter, Topology, _counts) = (book, counter, topology, counts);
        counter.Attach(this);
    }

    /// <summary>The domains.</summary>
    public TopologyIndex Topology { get; }

    /// <summary>How many domains have a node that counts.</summary>
    public int Domains { get; private set; }

    /// <summary>How many pods there are in all of them.</summary>
    public int Total { get; private set; }

    /// <summary>Brings it up to date; to be called before anything else is asked.</summary>
    public void Update()
    {
        if (_version != _book.NodeVersion)
        {
            Rebuild();
        }
    }

    /// <summary>The pods in a domain.</summary>
    public int In(int domain) => _pods[domain];

    /// <summary>The pods in every domain.</summary>
    public ReadOnlySpan<int> Pods => _pods;

    /// <summary>Whether pods on the node are counted.</summary>
    public bool Counts(int node) => _eligible[node];

    /// <summary>The smallest count of the domains that have a node; <see cref="int.MaxValue"/> when there is none.</summary>
    public int Least
    {
        get
        {
            if (_domainsAtLeast == 0)
            {
                FindLeast();
            }

            return _least;
        }
    }

    /// <summary>The counter tells of a pod.</summary>
    public void Add(int node, int pods)
    {
        if (_version != _book.NodeVersion || node >= _eligible.Length || !_eligible[node])
        {
            return;
        }

        var domain = Topology.Of(node);
        var before = _pods[domain];
        var now = _pods[domain] = before + pods;
        Total += pods;
        if (_domainsAtLeast == 0)
        {
            return;
        }

        if (now < _least)
        {
            (_least, _domainsAtLeast) = (now, 1);
        }
        else
        {
            _domainsAtLeast += (now == _least ? 1 : 0) - (before == _least ? 1 : 0);
        }
    }

    /// <summary>What was counted no longer holds.</summary>
    public void Invalidate() => _version = -1;

    /// <summary>Counts no longer.</summary>
    public void Dispose() => _book.Release(_counter, this);

    private void Rebuild()
    {
        var nodes = _book.Nodes;
        _version = _book.NodeVersion;
        _pods = new int[Topology.Count];
        _nodes = new int[Topology.Count];
        _eligible = new bool[nodes.Count];
        (Domains, Total, _domainsAtLeast) = (0, 0, 0);
        foreach (var node in nodes)
        {
            var domain = Topology.Of(node.Index);
            if (domain != TopologyIndex.None && (_counts is null || _counts(node)))
            {
                _eligible[node.Index] = true;
                Domains += _nodes[domain]++ == 0 ? 1 : 0;
                var pods = _counter.On(node.Index);
                _pods[domain] += pods;
                Total += pods;
            }
        }
    }

    private void FindLeast()
    {
        _least = int.MaxValue;
        for (var i = 0; i < _pods.Length; i++)
        {
            if (_nodes[i] > 0 && _pods[i] <= _least)
            {
                _domainsAtLeast = _pods[i] == _least ? _domainsAtLeast + 1 : 1;
                _least = _pods[i];
            }
        }
    }
}
