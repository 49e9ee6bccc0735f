using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>What the filters said of each node when none fits. Lasts for the scheduler's turn.</summary>
/// <param name="Diagnosis">The sum of it.</param>
/// <param name="NodeFilters">The filters that go by the node alone and concern the pod, in their order.</param>
/// <param name="Filters">The filters of the plugins that look further, made for this pod.</param>
/// <param name="Rejections">Why not, by the node's index; null where there is no node.</param>
internal sealed record FilterOutcome(Diagnosis Diagnosis, INodeFilterPlugin[] NodeFilters, IPodFilter[] Filters, Rejection?[] Rejections)
{
    /// <summary>Why the pod may not run on the node; null when it may.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="node">The node, or a copy of it that supposes other pods on it.</param>
    public Rejection? Filter(PodRequirements pod, SchedulingNode node)
    {
        foreach (var filter in NodeFilters)
        {
            if (filter.Filter(pod, node) is { } rejection)
            {
                return rejection;
            }
        }

        foreach (var filter in Filters)
        {
            if (filter.Filter(node) is { } rejection)
            {
                return rejection;
            }
        }

        return null;
    }
}
