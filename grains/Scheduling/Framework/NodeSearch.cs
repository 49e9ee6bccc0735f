using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>
/// Finds the best node for a pod, with one profile's plugins. What goes by the node alone comes from a <see cref="NodeRanking"/> that like pods share; a pod that no other
/// plugin has anything to say about gets its node from that alone. For the rest all nodes that fit so far are asked one after the other: O(nodes), some nanoseconds each.
/// </summary>
internal sealed class NodeSearch(Profile profile, ClusterState cluster)
{
    private const int MaxRankings = 256;
    private readonly Dictionary<PodRequirements, NodeRanking> _rankings = new(ReferenceEqualityComparer.Instance);
    private readonly List<IPodFilter> _filters = [];
    private readonly NodeScoring _scoring = new(profile, cluster);
    private readonly List<int> _fitting = [];
    private int _start;

    /// <summary>The best node; null when none fits, and then why.</summary>
    /// <param name="cycle">The attempt.</param>
    /// <param name="nominated">The node on which room was made for the pod: taken without a look at the others if it fits.</param>
    /// <param name="outcome">What the filters said when none fits.</param>
    public SchedulingNode? Find(SchedulingCycle cycle, string? nominated, out FilterOutcome? outcome)
    {
        outcome = null;
        _filters.Clear();
        foreach (var plugin in profile.Filters)
        {
            var result = plugin.PreFilter(cycle);
            if (result.Rejection is { } rejection)
            {
                outcome = OfAll(rejection);
                return null;
            }

            if (result.Filter is { } filter)
            {
                _filters.Add(filter);
            }
        }

        var requirements = cycle.Pod.Requirements;
        if (nominated is not null && cluster.TryGetNode(nominated, out var reserved) && OwnRejection(requirements, reserved) is null && Rejection(reserved) is null)
        {
            return reserved;
        }

        var ranking = requirements.OnlyNodes is null ? Ranking(requirements) : null;
        _scoring.Begin(cycle, ranking);
        if (ranking is { IsPlain: true } && _filters.Count == 0 && !_scoring.LooksFurther)
        {
            if (ranking.Best() is { } best)
            {
                return best;
            }
        }
        else
        {
            Collect(requirements, ranking);
            if (_fitting.Count > 0)
            {
                var chosen = _scoring.Best(_fitting);
                _start = chosen + 1;
                return cluster.Nodes[chosen];
            }
        }

        outcome = Explain(requirements, ranking);
        return null;
    }

    /// <summary>The nodes that fit, from where the last search ended: of equally good ones the first wins, so that pods spread.</summary>
    private void Collect(PodRequirements pod, NodeRanking? ranking)
    {
        _fitting.Clear();
        if (ranking is null)
        {
            foreach (var name in pod.OnlyNodes!)
            {
                if (cluster.TryGetNode(name, out var node) && OwnRejection(pod, node) is null && Rejection(node) is null)
                {
                    _fitting.Add(node.Index);
                }
            }

            return;
        }

        var count = cluster.Nodes.Count;
        for (var i = 0; i < count; i++)
        {
            var index = _start + i;
            index -= index >= count ? count : 0;
            if (ranking.Fits(index) && (_filters.Count == 0 || Rejection(cluster.Nodes[index]) is null))
            {
                _fitting.Add(index);
            }
        }
    }

    private Rejection? Rejection(SchedulingNode node)
    {
        foreach (var filter in _filters)
        {
            if (filter.Filter(node) is { } rejection)
            {
                return rejection;
            }
        }

        return null;
    }

    private Rejection? OwnRejection(PodRequirements pod, SchedulingNode node)
    {
        foreach (var filter in profile.NodeFilters)
        {
            if (filter.Concerns(pod) && filter.Filter(pod, node) is { } rejection)
            {
                return rejection;
            }
        }

        return null;
    }

    private FilterOutcome Explain(PodRequirements pod, NodeRanking? ranking)
    {
        var rejections = new Rejection?[cluster.Nodes.Count];
        foreach (var node in cluster.Nodes)
        {
            if (node.Exists)
            {
                rejections[node.Index] = ranking is not null ? ranking.Rejection(node.Index) ?? Rejection(node)
                    : Array.IndexOf(pod.OnlyNodes!, node.Name) < 0 ? NotNamed
                    : OwnRejection(pod, node) ?? Rejection(node);
            }
        }

        var simple = ranking is not null && _filters.Count == 0;
        var diagnosis = (simple ? ranking!.Diagnosis : null) ?? Diagnosis.Of(cluster.NodeCount, rejections, i => cluster.Nodes[i].Name);
        if (simple)
        {
            ranking!.Diagnosis = diagnosis;
        }

        var filters = ranking?.Filters ?? Array.FindAll(profile.NodeFilters, f => f.Concerns(pod));
        return new FilterOutcome(diagnosis, filters, [.. _filters], rejections);
    }

    private FilterOutcome OfAll(Rejection rejection)
    {
        var rejections = new Rejection?[cluster.Nodes.Count];
        foreach (var node in cluster.Nodes)
        {
            rejections[node.Index] = node.Exists ? rejection : null;
        }

        return new FilterOutcome(Diagnosis.OfAll(cluster.NodeCount, rejection), [], [], rejections);
    }

    private NodeRanking Ranking(PodRequirements requirements)
    {
        if (!_rankings.TryGetValue(requirements, out var ranking))
        {
            if (_rankings.Count == MaxRankings)
            {
                _rankings.Clear();
            }

            ranking = new NodeRanking(profile, cluster, requirements);
            _rankings.Add(requirements, ranking);
        }

        ranking.Update();
        return ranking;
    }

    /// <summary>As a real scheduler says of nodes that a PreFilter has left out.</summary>
    private static readonly Rejection NotNamed = new("NodeAffinity", "node(s) didn't satisfy plugin(s) [NodeAffinity]") { Resolvable = false };
}
