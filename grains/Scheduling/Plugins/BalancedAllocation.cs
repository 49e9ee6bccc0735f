using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins;

/// <summary>Prefers nodes on which CPU and memory are used in like shares, so that neither is left over without the other (NodeResourcesBalancedAllocation).</summary>
internal sealed class BalancedAllocation : IScorePlugin
{
    public string Name => "NodeResourcesBalancedAllocation";

    public int Weight => 1;

    public bool DependsOnPods => true;

    public bool Concerns(PodRequirements pod) => pod.Requests.MilliCpu > 0 || pod.Requests.Memory > 0;

    public long Score(PodRequirements pod, SchedulingNode node)
    {
        var cpu = Share(node.Requested.MilliCpu + pod.Requests.MilliCpu, node.Allocatable.MilliCpu);
        var memory = Share(node.Requested.Memory + pod.Requests.Memory, node.Allocatable.Memory);

        // Half the distance of two shares is their standard deviation.
        return (long)((1 - (Math.Abs(cpu - memory) / 2)) * IScorePlugin.Best);
    }

    private static double Share(long requested, long allocatable) => allocatable <= 0 ? 0 : Math.Min(1, (double)requested / allocatable);
}
