using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Counting;

/// <summary>
/// Which topology domain each node is in, by one label. Domains are numbers, so that counting pods by domain is indexing an array. The number of a domain that its last node
/// has left is given to the next one: hosts that come and go are domains too.
/// </summary>
internal sealed class TopologyIndex(string key)
{
    /// <summary>The node is in no domain.</summary>
    public const int None = -1;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<(string Value, int Nodes)> _values = [];
    private readonly Stack<int> _free = new();
    private int[] _domains = [];

    /// <summary>The label.</summary>
    public string Key { get; } = key;

    /// <summary>How many numbers there are: one for each of the domains that there were at the same time.</summary>
    public int Count => _values.Count;

    /// <summary>The node's domain, or <see cref="None"/>.</summary>
    public int Of(int node) => (uint)node < (uint)_domains.Length ? _domains[node] : None;

    /// <summary>The domain of every node that was taken in, by its index.</summary>
    public ReadOnlySpan<int> Domains => _domains;

    /// <summary>Takes in what the node is now; whether its domain changed.</summary>
    public bool Set(SchedulingNode node)
    {
        if (node.Index >= _domains.Length)
        {
            var length = _domains.Length;
            Array.Resize(ref _domains, Math.Max(node.Index + 1, length * 2));
            Array.Fill(_domains, None, length, _domains.Length - length);
        }

        var before = _domains[node.Index];
        var value = node.Exists ? node.Labels.GetValueOrDefault(Key) : null;
        if (value == (before == None ? null : _values[before].Value))
        {
            return false;
        }

        Leave(before);
        _domains[node.Index] = value is null ? None : Enter(value);
        return true;
    }

    private int Enter(string value)
    {
        if (!_ids.TryGetValue(value, out var id))
        {
            if (!_free.TryPop(out id))
            {
                id = _values.Count;
                _values.Add(default);
            }

            _ids.Add(value, id);
        }

        _values[id] = (value, _values[id].Nodes + 1);
        return id;
    }

    private void Leave(int domain)
    {
        if (domain == None)
        {
            return;
        }

        var (value, nodes) = _values[domain];
        _values[domain] = (value, nodes - 1);
        if (nodes == 1)
        {
            _ids.Remove(value);
            _free.Push(domain);
        }
    }
}
