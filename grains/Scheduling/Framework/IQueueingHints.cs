using Orchestrator.Api.Objects;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>Says which changes can help the pods that the plugin turned away. A plugin without it has its pods tried again on every change.</summary>
internal interface IQueueingHints : IPlugin
{
    /// <summary>The changes. Asked once.</summary>
    IReadOnlyList<QueueingHint> Hints { get; }
}

/// <summary>A change that can help.</summary>
/// <param name="Kinds">Which kinds of changes.</param>
/// <param name="Helps">Looks closer, quickly: whether this change can help this pod. Null: it can.</param>
internal sealed record QueueingHint(ClusterEventKinds Kinds, Func<PodInfo, ClusterEvent, bool>? Helps = null)
{
    /// <summary>Of which resource, for the kinds that begin with Object: the scheduler follows all that some hint names. Null for changes of nodes and pods.</summary>
    public GroupResource? Resource { get; init; }

    /// <summary>Whether the change can help the pod.</summary>
    public bool Answers(PodInfo pod, in ClusterEvent change) =>
        (Kinds & change.Kind) != ClusterEventKinds.None
        && (Resource is null || change.Change?.Entry.Key.GroupResource == Resource)
        && (Helps is null || Helps(pod, change));
}
