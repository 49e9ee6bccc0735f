using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Grains.Scheduling.Model;

/// <summary>
/// The scheduler's own picture of nodes and of what runs on them, kept up to date change by change. It remembers which nodes changed, so that rankings made from it
/// are brought up to date in proportion to the changes. Not thread safe: it lives on the scheduler's turns.
/// </summary>
internal sealed class ClusterState
{
    private const int MaxLog = 1 << 16;
    private readonly Dictionary<string, SchedulingNode> _byName = new(StringComparer.Ordinal);
    private readonly List<SchedulingNode> _nodes = [];
    private readonly Dictionary<string, Placement> _placements = new(StringComparer.Ordinal);
    private readonly List<int> _log = [];
    private long _logStart;

    /// <summary>Every node that exists or has pods, by index.</summary>
    public IReadOnlyList<SchedulingNode> Nodes => _nodes;

    /// <summary>How many nodes exist.</summary>
    public int NodeCount { get; private set; }

    /// <summary>Raised when a node's own properties change: what was worked out about nodes without regard to their pods no longer holds.</summary>
    public long Epoch { get; private set; }

    /// <summary>The place in the log of changed nodes after the last change.</summary>
    public long LogEnd => _logStart + _log.Count;

    /// <summary>The nodes whose pods changed after a place in the log; false when the log no longer goes back that far.</summary>
    public bool TryReadLog(long after, out ReadOnlySpan<int> changed)
    {
        if (after < _logStart)
        {
            changed = default;
            return false;
        }

        changed = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_log)[(int)(after - _logStart)..];
        return true;
    }

    /// <summary>Whether a pod (by uid) is counted on a node, bound or assumed.</summary>
    public bool TryGetPlacement(string uid, out Placement placement) => _placements.TryGetValue(uid, out placement);

    /// <summary>The node of a name, if it exists.</summary>
    public bool TryGetNode(string name, [NotNullWhen(true)] out SchedulingNode? node) => _byName.TryGetValue(name, out node) && node.Exists;

    /// <summary>Brings in a node's own properties.</summary>
    public void SetNode(string name, Action<SchedulingNode> set)
    {
        var node = GetOrAdd(name);
        NodeCount += node.Exists ? 0 : 1;
        node.Exists = true;
        set(node);
        Epoch++;
    }

    /// <summary>Takes a node out.</summary>
    public void RemoveNode(string name)
    {
        if (TryGetNode(name, out var node))
        {
            node.Exists = false;
            NodeCount--;
            Epoch++;
        }
    }

    /// <summary>Counts a pod on a node; a pod counted elsewhere moves.</summary>
    public void Place(string uid, string nodeName, PodRequirements pod)
    {
        if (_placements.TryGetValue(uid, out var old))
        {
            if (old.Node.Name == nodeName && ReferenceEquals(old.Requirements, pod))
            {
                return;
            }

            Remove(uid);
        }

        var node = GetOrAdd(nodeName);
        node.Add(pod);
        _placements[uid] = new Placement(node, pod);
        Log(node);
    }

    /// <summary>Counts a pod out; false when it was not counted.</summary>
    public bool Remove(string uid)
    {
        if (!_placements.Remove(uid, out var placement))
        {
            return false;
        }

        placement.Node.Remove(placement.Requirements);
        Log(placement.Node);
        return true;
    }

    private SchedulingNode GetOrAdd(string name)
    {
        if (!_byName.TryGetValue(name, out var node))
        {
            node = new SchedulingNode(name, _nodes.Count);
            _nodes.Add(node);
            _byName.Add(name, node);
        }

        return node;
    }

    private void Log(SchedulingNode node)
    {
        if (_log.Count == MaxLog)
        {
            _logStart += _log.Count;
            _log.Clear();
        }

        _log.Add(node.Index);
    }
}

/// <summary>Where a pod is counted, and as what.</summary>
internal readonly record struct Placement(SchedulingNode Node, PodRequirements Requirements);
