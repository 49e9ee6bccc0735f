using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Counting;

/// <summary>
/// Counts pods by what affinity, anti-affinity and spread ask about them, as they come and go: those that match a selector, and those that carry a term. One for a cluster,
/// shared by its profiles. What nobody asks about is not counted.
/// </summary>
internal sealed class PodBook : IClusterObserver
{
    private readonly ClusterState _cluster;
    private readonly NamespaceLabels _namespaces;
    private readonly Dictionary<string, TopologyIndex> _topologies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MatchCounter> _counters = new(StringComparer.Ordinal);
    private readonly Dictionary<PodTraits, MatchCounter[]> _matching = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, int> _seen = [];
    private int _namespaceVersion;
    private bool _stale;

    /// <summary>Counts in a cluster.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="namespaces">Labels of namespaces.</param>
    public PodBook(ClusterState cluster, NamespaceLabels namespaces)
    {
        _cluster = cluster;
        _namespaces = namespaces;
        Carriers = new CarrierBook(Topology, Namespaces);
    }

    /// <summary>Raised when something of a node itself changes.</summary>
    public int NodeVersion { get; private set; }

    /// <summary>The nodes.</summary>
    public IReadOnlyList<SchedulingNode> Nodes => _cluster.Nodes;

    /// <summary>Labels of namespaces.</summary>
    public INamespaceLabels Namespaces => _namespaces;

    /// <summary>The terms that pods carry.</summary>
    public CarrierBook Carriers { get; }

    /// <summary>The book of a cluster, made when first asked for.</summary>
    public static PodBook Of(PluginContext context)
    {
        foreach (var observer in context.Cluster.Observers)
        {
            if (observer is PodBook known)
            {
                return known;
            }
        }

        var book = new PodBook(context.Cluster, new NamespaceLabels(context.Replica, context.Lifetime));
        context.Cluster.Observers.Add(book);
        return book;
    }

    /// <summary>Brings the books up to date with what is not told pod by pod; to be called when a pod is begun with.</summary>
    public void Update()
    {
        if (_namespaceVersion != _namespaces.Version)
        {
            _namespaceVersion = _namespaces.Version;
            _stale = true;
        }

        if (_stale)
        {
            _stale = false;
            Recount();
        }
    }

    /// <summary>The domains of a label.</summary>
    public TopologyIndex Topology(string key)
    {
        if (!_topologies.TryGetValue(key, out var topology))
        {
            _topologies.Add(key, topology = new TopologyIndex(key));
            foreach (var node in _cluster.Nodes)
            {
                topology.Set(node);
            }
        }

        return topology;
    }

    /// <summary>The count of the pods that match all of the selectors, by domain.</summary>
    public DomainTally Tally(PodSelector[] selectors, string topologyKey, Func<SchedulingNode, bool>? counts = null) =>
        new(this, Counter(selectors), Topology(topologyKey), counts);

    /// <summary>A tally is not needed any more.</summary>
    public void Release(MatchCounter counter, DomainTally tally)
    {
        counter.Detach(tally);
        if (counter.IsUnused && _counters.Remove(counter.Key))
        {
            _matching.Clear();
        }
    }

    /// <inheritdoc/>
    public void Placed(PodInfo pod, SchedulingNode node) => Count(pod, node, 1);

    /// <inheritdoc/>
    public void Removed(PodInfo pod, SchedulingNode node) => Count(pod, node, -1);

    /// <inheritdoc/>
    public void Changed(SchedulingNode node)
    {
        if (_seen.TryGetValue(node.Index, out var version) && version == node.Version)
        {
            return;
        }

        _seen[node.Index] = node.Version;
        NodeVersion++;
        foreach (var topology in _topologies.Values)
        {
            _stale |= topology.Set(node) && node.Pods.Count > 0;
        }
    }

    private MatchCounter Counter(PodSelector[] selectors)
    {
        var key = string.Join('&', selectors.Select(s => s.ToString()));
        if (!_counters.TryGetValue(key, out var counter))
        {
            counter = new MatchCounter(key, selectors);
            _counters.Add(key, counter);
            _matching.Clear();
            Fill(counter);
        }

        return counter;
    }

    private void Fill(MatchCounter counter)
    {
        var known = new Dictionary<PodTraits, bool>(ReferenceEqualityComparer.Instance);
        foreach (var node in _cluster.Nodes)
        {
            foreach (var pod in node.Pods)
            {
                if (!known.TryGetValue(pod.Traits, out var matches))
                {
                    known.Add(pod.Traits, matches = counter.Matches(pod.Traits, Namespaces));
                }

                if (matches)
                {
                    counter.Add(node.Index, 1);
                }
            }
        }
    }

    private void Count(PodInfo pod, SchedulingNode node, int pods)
    {
        if (_counters.Count > 0)
        {
            foreach (var counter in Matching(pod.Traits))
            {
                counter.Add(node.Index, pods);
            }
        }

        if (!ReferenceEquals(pod.Relations, PodRelations.None))
        {
            Carriers.Add(pod.Relations, node.Index, pods);
        }
    }

    private MatchCounter[] Matching(PodTraits traits)
    {
        if (!_matching.TryGetValue(traits, out var counters))
        {
            if (_matching.Count == MaxKnown)
            {
                _matching.Clear();
            }

            counters = [.. _counters.Values.Where(c => c.Matches(traits, Namespaces))];
            _matching.Add(traits, counters);
        }

        return counters;
    }

    /// <summary>A node with pods changed its domain, or namespaces their labels: seldom enough to count everything anew.</summary>
    private void Recount()
    {
        _matching.Clear();
        foreach (var counter in _counters.Values)
        {
            counter.Clear();
            Fill(counter);
        }

        Carriers.Clear();
        foreach (var node in _cluster.Nodes)
        {
            foreach (var pod in node.Pods)
            {
                Carriers.Add(pod.Relations, node.Index, 1);
            }
        }
    }

    private const int MaxKnown = 16_384;
}
