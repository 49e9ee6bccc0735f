using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins;

/// <summary>A pod that names its node runs nowhere else.</summary>
internal sealed class NodeName : IFilterPlugin
{
    public string Name => "NodeName";

    public bool DependsOnPods => false;

    public bool Concerns(PodRequirements pod) => pod.RequestedNode.Length > 0;

    public bool Fits(PodRequirements pod, SchedulingNode node) => pod.RequestedNode == node.Name;

    public void Explain(PodRequirements pod, SchedulingNode node, ICollection<string> reasons) =>
        reasons.Add("node(s) didn't match the requested node name");
}
