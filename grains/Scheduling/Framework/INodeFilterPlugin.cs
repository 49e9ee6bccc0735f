using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>
/// Filter: says whether a pod may run on a node, judging by the pod's requirements, the node and the pods on it alone. That makes the answer the same for all pods with
/// the same requirements, and it is kept until something of that node changes. Whoever needs to know more implements <see cref="IFilterPlugin"/>. Pure and quick.
/// </summary>
internal interface INodeFilterPlugin : IPlugin
{
    /// <summary>Whether the answer changes with the pods on the node; otherwise it is kept until the node itself changes.</summary>
    bool DependsOnPods { get; }

    /// <summary>Whether it has anything to say about such pods at all.</summary>
    bool Concerns(PodRequirements pod) => true;

    /// <summary>Why not; null when the pod may run on the node.</summary>
    Rejection? Filter(PodRequirements pod, SchedulingNode node);
}
