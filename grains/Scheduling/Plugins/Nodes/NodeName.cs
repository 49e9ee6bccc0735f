using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Nodes;

/// <summary>A pod that names its node runs nowhere else.</summary>
internal sealed class NodeName : INodeFilterPlugin, IQueueingHints
{
    private static readonly Rejection Other = new("NodeName", "node(s) didn't match the requested node name") { Resolvable = false };

    public string Name => "NodeName";

    public bool DependsOnPods => false;

    public IReadOnlyList<QueueingHint> Hints { get; } = [new(ClusterEventKinds.NodeAdded, static (pod, change) => pod.Requirements.RequestedNode == change.Node?.Name)];

    public bool Concerns(PodRequirements pod) => pod.RequestedNode.Length > 0;

    public Rejection? Filter(PodRequirements pod, SchedulingNode node) => pod.RequestedNode == node.Name ? null : Other;
}
