using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Counting;

/// <summary>Which topology domain each node is in, by one label. Domains are numbers, so that counting pods by domain is indexing an array.</summary>
internal sealed class TopologyIndex(string key)
{
    /// <summary>The node is in no domain.</summary>
    public const int None = -1;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private int[] _domains = [];

    /// <summary>The label.</summary>
    public string Key { get; } = key;

    /// <summary>How many domains have been seen.</summary>
    public int Count => _ids.Count;

    /// <summary>The node's domain, or <see cref="None"/>.</summary>
    public int Of(int node) => (uint)node < (uint)_domains.Length ? _domains[node] : None;

    /// <summary>The domain of every node that was taken in, by its index.</summary>
    public ReadOnlySpan<int> Domains => _domains;

    /// <summary>Takes in what the node is now; whether its domain changed.</summary>
    public bool Set(SchedulingNode node)
    {
        if (node.Index >= _domains.Length)
        {
            var before = _domains.Length;
            Array.Resize(ref _domains, Math.Max(node.Index + 1, before * 2));
            Array.Fill(_domains, None, before, _domains.Length - before);
        }

        var domain = node.Exists && node.Labels.TryGetValue(Key, out var value) ? Id(value) : None;
        var changed = _domains[node.Index] != domain;
        _domains[node.Index] = domain;
        return changed;
    }

    private int Id(string value)
    {
        if (!_ids.TryGetValue(value, out var id))
        {
            _ids.Add(value, id = _ids.Count);
        }

        return id;
    }
}
