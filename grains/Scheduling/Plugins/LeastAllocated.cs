using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins;

/// <summary>Prefers nodes with the larger share of CPU and memory left (NodeResourcesFit's default scoring strategy).</summary>
internal sealed class LeastAllocated : IScorePlugin
{
    public string Name => "NodeResourcesLeastAllocated";

    public int Weight => 1;

    public bool DependsOnPods => true;

    public long Score(PodRequirements pod, SchedulingNode node)
    {
        long sum = 0;
        var counted = 0;
        Add(node.Allocatable.MilliCpu, node.ScoringRequested.MilliCpu + pod.ScoringRequests.MilliCpu, ref sum, ref counted);
        Add(node.Allocatable.Memory, node.ScoringRequested.Memory + pod.ScoringRequests.Memory, ref sum, ref counted);
        return counted == 0 ? 0 : sum / counted;
    }

    private static void Add(long allocatable, long requested, ref long sum, ref int counted)
    {
        if (allocatable > 0)
        {
            counted++;
            sum += requested > allocatable ? 0 : (long)((double)(allocatable - requested) / allocatable * IScorePlugin.Best);
        }
    }
}
