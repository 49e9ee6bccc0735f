using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Counting;

namespace Orchestrator.Grains.Scheduling.Plugins.TopologySpread;

/// <summary>
/// How few pods of the constraints' are in each node's domains. A constraint over many domains counts more than one over few (by the logarithm of their number), since a
/// pod in one of many is less of a skew. Used for one pod after the other.
/// </summary>
internal sealed class SpreadScorer : IPodScorer
{
    private const string Hostname = "kubernetes.io/hostname";
    private const long Ignored = -1;
    private SpreadTallies _tallies = null!;
    private bool _requiresAll;
    private double[] _weights = [];
    private bool[] _seen = [];

    /// <summary>Sets what is counted.</summary>
    /// <param name="tallies">The counts.</param>
    /// <param name="requiresAll">Whether a node that lacks a label of some constraint is not considered at all.</param>
    public void Set(SpreadTallies tallies, bool requiresAll) => (_tallies, _requiresAll) = (tallies, requiresAll);

    /// <inheritdoc/>
    public void Begin(ReadOnlySpan<int> nodes)
    {
        var tallies = _tallies.Tallies;
        if (_weights.Length < tallies.Length)
        {
            _weights = new double[tallies.Length];
        }

        for (var i = 0; i < tallies.Length; i++)
        {
            _weights[i] = Math.Log(Domains(tallies[i].Topology, nodes) + 2);
        }
    }

    /// <inheritdoc/>
    public long Score(SchedulingNode node)
    {
        if (!IsConsidered(node.Index))
        {
            return Ignored;
        }

        double score = 0;
        var tallies = _tallies.Tallies;
        for (var i = 0; i < tallies.Length; i++)
        {
            var domain = tallies[i].Topology.Of(node.Index);
            if (domain != TopologyIndex.None)
            {
                score += (tallies[i].In(domain) * _weights[i]) + (_tallies.Constraints[i].MaxSkew - 1);
            }
        }

        // It is never negative: this is rounding, half away from zero.
        return (long)(score + 0.5);
    }

    /// <summary>The fewer the better; nodes that are not considered get nothing.</summary>
    public void Normalize(Span<long> scores)
    {
        var (lowest, highest) = (long.MaxValue, 0L);
        foreach (var score in scores)
        {
            lowest = score == Ignored ? lowest : Math.Min(lowest, score);
            highest = Math.Max(highest, score);
        }

        foreach (ref var score in scores)
        {
            score = score == Ignored ? 0 : highest == 0 ? INodeScorePlugin.Best : INodeScorePlugin.Best * (highest + lowest - score) / highest;
        }
    }

    private bool IsConsidered(int node)
    {
        if (_requiresAll)
        {
            foreach (var tally in _tallies.Tallies)
            {
                if (tally.Topology.Of(node) == TopologyIndex.None)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>In how many domains the nodes that fit are; each node is a host of its own.</summary>
    private int Domains(TopologyIndex topology, ReadOnlySpan<int> nodes)
    {
        var count = 0;
        var hosts = topology.Key == Hostname;
        if (hosts && !_requiresAll)
        {
            return nodes.Length;
        }

        if (!hosts)
        {
            if (_seen.Length < topology.Count)
            {
                _seen = new bool[topology.Count];
            }

            Array.Clear(_seen);
        }

        foreach (var node in nodes)
        {
            var domain = topology.Of(node);
            if (IsConsidered(node) && (hosts || (domain != TopologyIndex.None && !_seen[domain])))
            {
                count++;
                if (!hosts)
                {
                    _seen[domain] = true;
                }
            }
        }

        return count;
    }
}
