using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Counting;

namespace Orchestrator.Grains.Scheduling.Plugins.TopologySpread;

/// <summary>On which nodes a pod would keep each constraint's skew within its bound. Used for one pod after the other.</summary>
internal sealed class SpreadFilter : IPodFilter
{
    private static readonly Rejection Skewed = new("PodTopologySpread", "node(s) didn't match pod topology spread constraints");
    private static readonly Rejection Unlabelled = new("PodTopologySpread", "node(s) didn't match pod topology spread constraints (missing required label)") { Resolvable = false };
    private SpreadTallies _tallies = null!;
    private INamespaceLabels _namespaces = null!;
    private int[] _self = [];
    private int[] _least = [];
    private int[] _off = [];

    /// <summary>Begins with a pod.</summary>
    public void Begin(PodInfo pod, SpreadTallies tallies, INamespaceLabels namespaces)
    {
        _tallies = tallies;
        _namespaces = namespaces;
        var count = tallies.Tallies.Length;
        if (_self.Length < count)
        {
            _self = new int[count];
            _least = new int[count];
            _off = new int[count];
        }

        Reset();
        for (var i = 0; i < count; i++)
        {
            var constraint = tallies.Constraints[i];
            _self[i] = constraint.Pods.Matches(pod.Traits, namespaces) ? 1 : 0;
            _least[i] = tallies.Tallies[i].Domains < constraint.MinDomains ? 0 : tallies.Tallies[i].Least;
        }
    }

    /// <inheritdoc/>
    public Rejection? Filter(SchedulingNode node)
    {
        var tallies = _tallies.Tallies;
        for (var i = 0; i < tallies.Length; i++)
        {
            var domain = tallies[i].Topology.Of(node.Index);
            if (domain == TopologyIndex.None)
            {
                return Unlabelled;
            }

            var pods = tallies[i].In(domain) - _off[i];
            var least = _off[i] > 0 ? Math.Min(_least[i], pods) : _least[i];
            if ((long)pods + _self[i] - least > _tallies.Constraints[i].MaxSkew)
            {
                return Skewed;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Without(PodInfo pod, SchedulingNode node) => Suppose(pod, node, 1);

    /// <inheritdoc/>
    public void With(PodInfo pod, SchedulingNode node) => Suppose(pod, node, -1);

    /// <inheritdoc/>
    public void Reset() => Array.Clear(_off);

    private void Suppose(PodInfo pod, SchedulingNode node, int pods)
    {
        for (var i = 0; i < _tallies.Tallies.Length; i++)
        {
            _off[i] += _tallies.Tallies[i].Counts(node.Index) && _tallies.Constraints[i].Pods.Matches(pod.Traits, _namespaces) ? pods : 0;
        }
    }
}
