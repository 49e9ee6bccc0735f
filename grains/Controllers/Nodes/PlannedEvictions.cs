using System.Collections.Concurrent;
using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>Since when each pod of a node has been seen among taints that are to drive it out.</summary>
internal sealed class PlannedEvictions
{
    private readonly ConcurrentDictionary<ObjectKey, ConcurrentDictionary<string, DateTime>> _nodes = new();

    /// <summary>Since when a pod of a node has been seen so; from now on, if it had not been.</summary>
    public DateTime SeenSince(ObjectKey node, string podUid, DateTime now) =>
        _nodes.GetOrAdd(node, static _ => new(StringComparer.Ordinal)).GetOrAdd(podUid, now);

    /// <summary>The pod may stay. Whether it was to leave before.</summary>
    public bool Cancel(ObjectKey node, string podUid) => _nodes.TryGetValue(node, out var pods) && pods.TryRemove(podUid, out _);

    /// <summary>Whether any pod of the node is to leave.</summary>
    public bool Any(ObjectKey node) => _nodes.ContainsKey(node);

    /// <summary>Forgets pods that are no longer there.</summary>
    public void Keep(ObjectKey node, HashSet<string> podUids)
    {
        if (!_nodes.TryGetValue(node, out var pods))
        {
            return;
        }

        foreach (var uid in pods.Keys)
        {
            if (!podUids.Contains(uid))
            {
                pods.TryRemove(uid, out _);
            }
        }

        if (pods.IsEmpty)
        {
            _nodes.TryRemove(node, out _);
        }
    }
}
