using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins;

/// <summary>A port of the node is one pod's alone.</summary>
internal sealed class NodePorts : IFilterPlugin
{
    public string Name => "NodePorts";

    public bool DependsOnPods => true;

    public bool Concerns(PodRequirements pod) => pod.HostPorts.Length > 0;

    public bool Fits(PodRequirements pod, SchedulingNode node)
    {
        foreach (var used in node.UsedPorts)
        {
            foreach (var wanted in pod.HostPorts)
            {
                if (used.ConflictsWith(wanted))
                {
                    return false;
                }
            }
        }

        return true;
    }

    public void Explain(PodRequirements pod, SchedulingNode node, ICollection<string> reasons) =>
        reasons.Add("node(s) didn't have free ports for the requested pod ports");
}
