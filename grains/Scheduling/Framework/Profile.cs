using Orchestrator.Grains.Scheduling.Plugins;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>The plugins of a scheduler, in the order in which they are asked.</summary>
/// <param name="Filters">May the pod run there? The cheap and the node-only ones first.</param>
/// <param name="Scores">How good is it there?</param>
internal sealed record Profile(IFilterPlugin[] Filters, IScorePlugin[] Scores)
{
    /// <summary>Order and weights of the default scheduler of Kubernetes, as far as its plugins are here.</summary>
    public static Profile Default { get; } = new(
        [new NodeUnschedulable(), new NodeName(), new TaintToleration(), new NodeAffinity(), new NodePorts(), new NodeResourcesFit()],
        [new TaintToleration(), new NodeAffinity(), new LeastAllocated(), new BalancedAllocation()]);
}
