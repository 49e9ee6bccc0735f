using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Counting;
using Orchestrator.Grains.Scheduling.Plugins.Nodes;

namespace Orchestrator.Grains.Scheduling.Plugins.TopologySpread;

/// <summary>The pods that some constraints count, by domain, over the nodes that count for pods with certain requirements.</summary>
internal sealed class SpreadTallies : IDisposable
{
    private readonly SpreadConstraint[] _constraints;
    private readonly PodRequirements _pod;
    private readonly bool _requiresAll;

    /// <summary>Counts when first asked.</summary>
    /// <param name="book">Where pods are counted.</param>
    /// <param name="constraints">The constraints.</param>
    /// <param name="pod">What such pods ask of their node.</param>
    /// <param name="requiresAll">Whether only nodes count that have the labels of all constraints.</param>
    public SpreadTallies(PodBook book, SpreadConstraint[] constraints, PodRequirements pod, bool requiresAll)
    {
        (_constraints, _pod, _requiresAll) = (constraints, pod, requiresAll);
        Tallies = Array.ConvertAll(constraints, c => book.Tally([c.Pods], c.TopologyKey, node => Counts(c, node)));
    }

    /// <summary>The constraints.</summary>
    public IReadOnlyList<SpreadConstraint> Constraints => _constraints;

    /// <summary>The count of each.</summary>
    public DomainTally[] Tallies { get; }

    /// <summary>Brings the counts up to date.</summary>
    public void Update()
    {
        foreach (var tally in Tallies)
        {
            tally.Update();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(Tallies, t => t.Dispose());

    private bool Counts(SpreadConstraint constraint, SchedulingNode node)
    {
        if (_requiresAll)
        {
            foreach (var other in _constraints)
            {
                if (!node.Labels.ContainsKey(other.TopologyKey))
                {
                    return false;
                }
            }
        }

        return (!constraint.HonorsAffinity || NodeAffinity.Matches(_pod, node)) && (!constraint.HonorsTaints || TaintToleration.Tolerates(_pod, node));
    }
}
