using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Nodes;

/// <summary>A cordoned node takes only pods that tolerate <c>node.kubernetes.io/unschedulable</c>.</summary>
internal sealed class NodeUnschedulable : INodeFilterPlugin, IQueueingHints
{
    private static readonly Rejection Cordoned = new("NodeUnschedulable", "node(s) were unschedulable") { Resolvable = false };

    public string Name => "NodeUnschedulable";

    public bool DependsOnPods => false;

    public IReadOnlyList<QueueingHint> Hints { get; } =
    [
        new(ClusterEventKinds.NodeAdded | ClusterEventKinds.NodeTaints, static (pod, change) => change.Node is null || Fits(pod.Requirements, change.Node)),
    ];

    public Rejection? Filter(PodRequirements pod, SchedulingNode node) => Fits(pod, node) ? null : Cordoned;

    private static bool Fits(PodRequirements pod, SchedulingNode node) => !node.Unschedulable || Toleration.Any(pod.Tolerations, Taint.Unschedulable);
}
