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
    private readonly Stack<int> _free = new();
    private readonly Dictionary<string, Placement> _placements = new(StringComparer.Ordinal);
    private readonly List<int> _log = [];
    private long _logStart;

    /// <summary>Every node that exists or has pods, by index. In between are places of nodes that are gone without a trace, until others take them.</summary>
    public IReadOnlyList<SchedulingNode> Nodes => _nodes;

    /// <summary>Who keeps further books.</summary>
    public List<IClusterObserver> Observers { get; } = [];

    /// <summary>How many nodes exist.</summary>
    public int NodeCount { get; private set; }

    /// <summary>How many pods are counted on nodes, bound, assumed, or stand-ins of nominated ones.</summary>
    public int PodCount => _placements.Count;

    /// <summary>The place in the log of changed nodes after the last change.</summary>
    public long LogEnd => _logStart + _log.Count;

    /// <summary>The nodes that changed, or whose pods did, after a place in the log; false when the log no longer goes back that far.</summary>
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
    /// <param name="name">Its name.</param>
    /// <param name="set">Brings them in.</param>
    /// <param name="inPlacement">Whether they are of those that decide where pods may run; its images are not.</param>
    public void SetNode(string name, Action<SchedulingNode> set, bool inPlacement = true)
    {
        var node = GetOrAdd(name);
        NodeCount += node.Exists ? 0 : 1;
        node.Exists = true;
        set(node);
        Changed(node, inPlacement);
    }

    /// <summary>Takes a node out.</summary>
    public void RemoveNode(string name)
    {
        if (TryGetNode(name, out var node))
        {
            node.Exists = false;
            NodeCount--;
            Changed(node, inPlacement: true);
            FreeIfGone(node);
        }
    }

    /// <summary>Counts a pod on a node; a pod counted elsewhere, or as something else, is counted anew.</summary>
    public void Place(PodInfo pod, string nodeName)
    {
        if (_placements.TryGetValue(pod.Uid, out var old))
        {
            if (old.Node.Name == nodeName && old.Pod.CountsAs(pod))
            {
                old.Node.Replace(pod);
                _placements[pod.Uid] = new Placement(old.Node, pod);
                return;
            }

            Remove(pod.Uid);
        }

        var node = GetOrAdd(nodeName);
        node.Add(pod);
        _placements[pod.Uid] = new Placement(node, pod);
        Log(node);
        foreach (var observer in Observers)
        {
            observer.Placed(pod, node);
        }
    }

    /// <summary>A pod that is counted has begun to run: preemption spares those that began earlier.</summary>
    public void SetStart(string uid, DateTime? start)
    {
        if (_placements.TryGetValue(uid, out var placement))
        {
            var pod = placement.Pod with { StartTime = start };
            placement.Node.Replace(pod);
            _placements[uid] = placement with { Pod = pod };
        }
    }

    /// <summary>Counts a pod out; false when it was not counted.</summary>
    public bool Remove(string uid)
    {
        if (!_placements.Remove(uid, out var placement))
        {
            return false;
        }

        placement.Node.Remove(placement.Pod);
        Log(placement.Node);
        foreach (var observer in Observers)
        {
            observer.Removed(placement.Pod, placement.Node);
        }

        FreeIfGone(placement.Node);
        return true;
    }

    private SchedulingNode GetOrAdd(string name)
    {
        if (!_byName.TryGetValue(name, out var node))
        {
            node = _free.TryPop(out var index) ? _nodes[index] = new SchedulingNode(name, index) { Version = _nodes[index].Version + 1 } : Append(name);
            _byName.Add(name, node);
        }

        return node;
    }

    private SchedulingNode Append(string name)
    {
        var node = new SchedulingNode(name, _nodes.Count);
        _nodes.Add(node);
        return node;
    }

    /// <summary>The place of a node that is gone, and its pods with it, is free: a cluster whose nodes come and go does not grow.</summary>
    private void FreeIfGone(SchedulingNode node)
    {
        if (!node.Exists && node.Pods.Count == 0)
        {
            _byName.Remove(node.Name);
            _free.Push(node.Index);
        }
    }

    private void Changed(SchedulingNode node, bool inPlacement)
    {
        if (inPlacement)
        {
            node.Version++;
            Log(node);
        }

        foreach (var observer in Observers)
        {
            observer.Changed(node);
        }
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
internal readonly record struct Placement(SchedulingNode Node, PodInfo Pod);

/// <summary>Keeps books of its own about pods on nodes; told in order, on the scheduler's turns.</summary>
internal interface IClusterObserver
{
    /// <summary>A pod was counted on a node.</summary>
    void Placed(PodInfo pod, SchedulingNode node);

    /// <summary>A pod was counted out.</summary>
    void Removed(PodInfo pod, SchedulingNode node);

    /// <summary>A node came, went, or changed in itself.</summary>
    void Changed(SchedulingNode node)
    {
    }
}
