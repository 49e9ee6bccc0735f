using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins;

/// <summary>A cordoned node takes only pods that tolerate <c>node.kubernetes.io/unschedulable</c>.</summary>
internal sealed class NodeUnschedulable : IFilterPlugin
{
    public string Name => "NodeUnschedulable";

    public bool DependsOnPods => false;

    public bool Fits(PodRequirements pod, SchedulingNode node) => !node.Unschedulable || Toleration.Any(pod.Tolerations, Taint.Unschedulable);

    public void Explain(PodRequirements pod, SchedulingNode node, ICollection<string> reasons) => reasons.Add("node(s) were unschedulable");
}
