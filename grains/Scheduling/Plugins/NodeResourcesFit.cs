using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins;

/// <summary>What the pod asks for must be free on the node, a place among its pods included. What a pod does not ask for is not looked at.</summary>
internal sealed class NodeResourcesFit : IFilterPlugin
{
    public string Name => "NodeResourcesFit";

    public bool DependsOnPods => true;

    public bool Fits(PodRequirements pod, SchedulingNode node) =>
        node.Pods < node.AllowedPods
        && Free(pod.Requests.MilliCpu, node.Requested.MilliCpu, node.Allocatable.MilliCpu)
        && Free(pod.Requests.Memory, node.Requested.Memory, node.Allocatable.Memory)
        && Free(pod.Requests.EphemeralStorage, node.Requested.EphemeralStorage, node.Allocatable.EphemeralStorage)
        && (pod.Requests.Extended is null || FirstLacking(pod, node) is null);

    public void Explain(PodRequirements pod, SchedulingNode node, ICollection<string> reasons)
    {
        if (node.Pods >= node.AllowedPods)
        {
            reasons.Add("Too many pods");
        }

        Add(reasons, "cpu", pod.Requests.MilliCpu, node.Requested.MilliCpu, node.Allocatable.MilliCpu);
        Add(reasons, "memory", pod.Requests.Memory, node.Requested.Memory, node.Allocatable.Memory);
        Add(reasons, "ephemeral-storage", pod.Requests.EphemeralStorage, node.Requested.EphemeralStorage, node.Allocatable.EphemeralStorage);
        foreach (var (name, amount) in pod.Requests.Extended ?? None)
        {
            Add(reasons, name, amount, node.Requested.Of(name), node.Allocatable.Of(name));
        }
    }

    private static readonly Dictionary<string, long> None = [];

    private static bool Free(long asked, long taken, long allocatable) => asked == 0 || asked <= allocatable - taken;

    private static void Add(ICollection<string> reasons, string resource, long asked, long taken, long allocatable)
    {
        if (!Free(asked, taken, allocatable))
        {
            reasons.Add("Insufficient " + resource);
        }
    }

    private static string? FirstLacking(PodRequirements pod, SchedulingNode node)
    {
        foreach (var (name, amount) in pod.Requests.Extended!)
        {
            if (!Free(amount, node.Requested.Of(name), node.Allocatable.Of(name)))
            {
                return name;
            }
        }

        return null;
    }
}
