using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>Says whether a pod may run on a node. Pure and quick.</summary>
internal interface IFilterPlugin
{
    /// <summary>The plugin's name, as in a scheduler configuration.</summary>
    string Name { get; }

    /// <summary>Whether the answer changes with the pods on the node; otherwise it depends on the node alone and is kept until the node changes.</summary>
    bool DependsOnPods { get; }

    /// <summary>Whether it has anything to say about this pod at all.</summary>
    bool Concerns(PodRequirements pod) => true;

    /// <summary>Whether the pod may run on the node.</summary>
    bool Fits(PodRequirements pod, SchedulingNode node);

    /// <summary>Why not, as the status of the pod words it ("Insufficient cpu"); called for nodes that do not fit alone.</summary>
    void Explain(PodRequirements pod, SchedulingNode node, ICollection<string> reasons);
}
