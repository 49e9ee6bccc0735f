using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Counting;

namespace Orchestrator.Grains.Scheduling.Plugins.PodAffinity;

/// <summary>
/// How much pods with certain relations and traits want to be near what is around each node, and how much what is there wants them. Kept for all such pods.
/// </summary>
internal sealed class AffinityScorer : IPodScorer, IDisposable
{
    private readonly (DomainTally Tally, int Weight)[] _own;
    private readonly (TermCarrier Carrier, int Weight)[] _others;

    private AffinityScorer((DomainTally Tally, int Weight)[] own, (TermCarrier Carrier, int Weight)[] others) => (_own, _others) = (own, others);

    /// <summary>Makes one; null when nobody wants anything.</summary>
    public static AffinityScorer? Make(PodInfo pod, PodBook book, TermCarrier[] carriers, InterPodAffinityArgs args)
    {
        var preferred = pod.Relations.Preferred;
        var others = new List<(TermCarrier, int)>();
        if (!args.IgnorePreferredTermsOfExistingPods || preferred.Length > 0)
        {
            foreach (var carrier in carriers)
            {
                var weight = carrier.Carried.Kind switch
                {
                    TermKind.Needs => args.HardPodAffinityWeight,
                    TermKind.Prefers => args.IgnorePreferredTermsOfExistingPods ? 0 : carrier.Carried.Weight,
                    _ => 0,
                };
                if (weight != 0)
                {
                    others.Add((carrier, weight));
                }
            }
        }

        return preferred.Length == 0 && others.Count == 0
            ? null
            : new AffinityScorer(Array.ConvertAll(preferred, p => (book.Tally([p.Term.Pods], p.Term.TopologyKey), p.Weight)), [.. others]);
    }

    /// <summary>Brings the counts up to date.</summary>
    public void Begin()
    {
        foreach (var (tally, _) in _own)
        {
            tally.Update();
        }
    }

    /// <summary>The lowest becomes 0, the highest 100.</summary>
    public void Score(ReadOnlySpan<int> nodes, Span<long> scores)
    {
        scores.Clear();
        foreach (var (tally, weight) in _own)
        {
            var domains = tally.Topology.Domains;
            var pods = tally.Pods;
            for (var i = 0; i < nodes.Length; i++)
            {
                var domain = domains[nodes[i]];
                scores[i] += domain == TopologyIndex.None ? 0 : (long)weight * pods[domain];
            }
        }

        foreach (var (carrier, weight) in _others)
        {
            for (var i = 0; i < nodes.Length; i++)
            {
                scores[i] += (long)weight * carrier.Near(nodes[i]);
            }
        }

        Normalize(scores);
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_own, t => t.Tally.Dispose());

    private static void Normalize(Span<long> scores)
    {
        var (lowest, highest) = (long.MaxValue, long.MinValue);
        foreach (var score in scores)
        {
            lowest = Math.Min(lowest, score);
            highest = Math.Max(highest, score);
        }

        double range = highest - lowest;
        foreach (ref var score in scores)
        {
            score = range > 0 ? (long)(INodeScorePlugin.Best * ((score - lowest) / range)) : 0;
        }
    }
}
