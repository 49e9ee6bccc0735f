using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Nodes;

/// <summary>A port of the node is one pod's alone.</summary>
internal sealed class NodePorts : INodeFilterPlugin, IQueueingHints
{
    private static readonly Rejection Taken = new("NodePorts", "node(s) didn't have free ports for the requested pod ports");

    public string Name => "NodePorts";

    public bool DependsOnPods => true;

    public IReadOnlyList<QueueingHint> Hints { get; } =
    [
        new(ClusterEventKinds.NodeAdded),
        new(ClusterEventKinds.PodRemoved, static (pod, change) => change.Pod is null || Conflict(change.Pod.Requirements.HostPorts, pod.Requirements.HostPorts)),
    ];

    public bool Concerns(PodRequirements pod) => pod.HostPorts.Length > 0;

    public Rejection? Filter(PodRequirements pod, SchedulingNode node) => Conflict(node.UsedPorts, pod.HostPorts) ? Taken : null;

    private static bool Conflict(IReadOnlyList<HostPort> used, HostPort[] wanted)
    {
        for (var i = 0; i < used.Count; i++)
        {
            foreach (var port in wanted)
            {
                if (used[i].ConflictsWith(port))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
