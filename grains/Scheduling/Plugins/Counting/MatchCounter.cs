using System.Runtime.InteropServices;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Counting;

/// <summary>How many pods on each node match some selectors, all of them. Kept by <see cref="PodBook"/>.</summary>
internal sealed class MatchCounter(string key, PodSelector[] selectors)
{
    private readonly Dictionary<int, int> _byNode = [];
    private readonly List<DomainTally> _tallies = [];

    /// <summary>Text that is equal for equal selectors.</summary>
    public string Key { get; } = key;

    /// <summary>Whether nobody wants to know any more.</summary>
    public bool IsUnused => _tallies.Count == 0;

    /// <summary>Whether a pod is counted.</summary>
    public bool Matches(PodTraits pod, INamespaceLabels namespaces)
    {
        foreach (var selector in selectors)
        {
            if (!selector.Matches(pod, namespaces))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many there are on a node.</summary>
    public int On(int node) => _byNode.GetValueOrDefault(node);

    /// <summary>Counts pods in, or out.</summary>
    public void Add(int node, int pods)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_byNode, node, out _);
        count += pods;
        if (count == 0)
        {
            _byNode.Remove(node);
        }

        foreach (var tally in _tallies)
        {
            tally.Add(node, pods);
        }
    }

    /// <summary>Forgets all counts.</summary>
    public void Clear()
    {
        _byNode.Clear();
        foreach (var tally in _tallies)
        {
            tally.Invalidate();
        }
    }

    /// <summary>From now on a tally is told.</summary>
    public void Attach(DomainTally tally) => _tallies.Add(tally);

    /// <summary>It is not told any more.</summary>
    public void Detach(DomainTally tally) => _tallies.Remove(tally);
}
