using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Nodes;

/// <summary>Keeps pods off nodes whose NoSchedule and NoExecute taints they do not tolerate, and prefers nodes with few PreferNoSchedule taints that they do not.</summary>
internal sealed class TaintToleration : INodeFilterPlugin, INodeScorePlugin, IQueueingHints
{
    /// <summary>Which taint is not said: not everybody who may see pods may see nodes.</summary>
    private static readonly Rejection Untolerated = new("TaintToleration", "node(s) had untolerated taint(s)") { Resolvable = false };

    public string Name => "TaintToleration";

    public bool DependsOnPods => false;

    public ScoreNormalization Normalization => ScoreNormalization.LowestIsBest;

    public IReadOnlyList<QueueingHint> Hints { get; } =
    [
        new(ClusterEventKinds.NodeAdded | ClusterEventKinds.NodeTaints, static (pod, change) => change.Node is null || Tolerates(pod.Requirements, change.Node)),
    ];

    bool INodeFilterPlugin.Concerns(PodRequirements pod) => true;

    bool INodeScorePlugin.Concerns(PodRequirements pod) => true;

    public Rejection? Filter(PodRequirements pod, SchedulingNode node) => Tolerates(pod, node) ? null : Untolerated;

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

    /// <summary>Whether such a pod tolerates all of the node's taints that keep pods off.</summary>
    public static bool Tolerates(PodRequirements pod, SchedulingNode node)
    {
        foreach (var taint in node.Taints)
        {
            if (taint.Effect is Taint.NoSchedule or Taint.NoExecute && !Toleration.Any(pod.Tolerations, taint))
            {
                return false;
            }
        }

        return true;
    }
}
