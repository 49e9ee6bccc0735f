using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins;

/// <summary>Keeps pods off nodes whose NoSchedule and NoExecute taints they do not tolerate, and prefers nodes with few PreferNoSchedule taints that they do not.</summary>
internal sealed class TaintToleration : IFilterPlugin, IScorePlugin
{
    public string Name => "TaintToleration";

    public int Weight => 3;

    public bool DependsOnPods => false;

    public ScoreNormalization Normalization => ScoreNormalization.LowestIsBest;

    public bool Concerns(PodRequirements pod) => true;

    public bool Fits(PodRequirements pod, SchedulingNode node) => Untolerated(pod, node) is null;

    public void Explain(PodRequirements pod, SchedulingNode node, ICollection<string> reasons)
    {
        if (Untolerated(pod, node) is { } taint)
        {
            reasons.Add($"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}");
        }
    }

    public long Score(PodRequirements pod, SchedulingNode node)
    {
        var count = 0;
        foreach (var taint in node.Taints)
        {
            if (taint.Effect == Taint.PreferNoSchedule && !Toleration.Any(pod.Tolerations, taint))
            {
                count++;
            }
        }

        return count;
    }

    private static Taint? Untolerated(PodRequirements pod, SchedulingNode node)
    {
        foreach (var taint in node.Taints)
        {
            if (taint.Effect is Taint.NoSchedule or Taint.NoExecute && !Toleration.Any(pod.Tolerations, taint))
            {
                return taint;
            }
        }

        return null;
    }
}
