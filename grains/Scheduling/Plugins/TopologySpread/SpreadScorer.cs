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
    private double[] _sums = [];
    private bool[] _ignored = [];
    private bool[] _seen = [];

    /// <summary>Sets what is counted.</summary>
    /// <param name="tallies">The counts.</param>
    /// <param name="requiresAll">Whether a node that lacks a label of some constraint is not considered at all.</param>
    public void Set(SpreadTallies tallies, bool requiresAll) => (_tallies, _requiresAll) = (tallies, requiresAll);

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<int> nodes, Span<long> scores)
    {
        if (_sums.Length < nodes.Length)
        {
            _sums = new double[Math.Max(nodes.Length, _sums.Length * 2)];
            _ignored = new bool[_sums.Length];
        }

        var sums = _sums.AsSpan(0, nodes.Length);
        var ignored = _ignored.AsSpan(0, nodes.Length);
        sums.Clear();
        ignored.Clear();
        for (var i = 0; _requiresAll && i < _tallies.Tallies.Length; i++)
        {
            Ignore(_tallies.Tallies[i].Topology.Domains, nodes, ignored);
        }

        for (var i = 0; i < _tallies.Tallies.Length; i++)
        {
            var tally = _tallies.Tallies[i];
            var weight = Math.Log(CountDomains(tally.Topology, nodes, ignored) + 2);
            Add(tally, weight, _tallies.Constraints[i].MaxSkew - 1, nodes, sums);
        }

        Normalize(sums, ignored, scores);
    }

    private static void Ignore(ReadOnlySpan<int> domains, ReadOnlySpan<int> nodes, Span<bool> ignored)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            ignored[i] |= domains[nodes[i]] == TopologyIndex.None;
        }
    }

    private static void Add(DomainTally tally, double weight, int tolerated, ReadOnlySpan<int> nodes, Span<double> sums)
    {
        var domains = tally.Topology.Domains;
        var pods = tally.Pods;
        for (var i = 0; i < nodes.Length; i++)
        {
            var domain = domains[nodes[i]];
            sums[i] += domain == TopologyIndex.None ? 0 : (pods[domain] * weight) + tolerated;
        }
    }

    /// <summary>The fewer the better; nodes that are not considered get nothing.</summary>
    private static void Normalize(ReadOnlySpan<double> sums, ReadOnlySpan<bool> ignored, Span<long> scores)
    {
        var (lowest, highest) = (long.MaxValue, 0L);
        for (var i = 0; i < scores.Length; i++)
        {
            // A sum is never negative: this is rounding, half away from zero.
            var score = scores[i] = ignored[i] ? Ignored : (long)(sums[i] + 0.5);
            lowest = score == Ignored ? lowest : Math.Min(lowest, score);
            highest = Math.Max(highest, score);
        }

        // Whole numbers far below 2^53 divide as doubles to the same whole part, several times faster.
        double divisor = highest;
        foreach (ref var score in scores)
        {
            score = score == Ignored ? 0 : highest == 0 ? INodeScorePlugin.Best : (long)(INodeScorePlugin.Best * (highest + lowest - score) / divisor);
        }
    }

    /// <summary>In how many domains the considered nodes are; each node is a host of its own.</summary>
    private int CountDomains(TopologyIndex topology, ReadOnlySpan<int> nodes, ReadOnlySpan<bool> ignored)
    {
        if (topology.Key == Hostname)
        {
            return nodes.Length - ignored.Count(true);
        }

        if (_seen.Length < topology.Count)
        {
            _seen = new bool[topology.Count];
        }

        Array.Clear(_seen);
        var count = 0;
        var domains = topology.Domains;
        for (var i = 0; i < nodes.Length; i++)
        {
            var domain = domains[nodes[i]];
            if (domain != TopologyIndex.None && !ignored[i] && !_seen[domain])
            {
                count++;
                _seen[domain] = true;
            }
        }

        return count;
    }
}
