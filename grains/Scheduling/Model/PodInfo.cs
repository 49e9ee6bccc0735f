using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Scheduling.Model;

/// <summary>A pod as the scheduler sees it, waiting or placed. Immutable; what many pods have in common is shared among them.</summary>
/// <param name="Key">The pod.</param>
/// <param name="Uid">Its uid.</param>
/// <param name="Requirements">What it asks of its node.</param>
/// <param name="Traits">What it is to others: namespace, labels, whether it terminates.</param>
internal sealed record PodInfo(ObjectKey Key, string Uid, PodRequirements Requirements, PodTraits Traits)
{
    /// <summary><c>spec.priority</c>.</summary>
    public int Priority { get; init; }

    /// <summary>What it asks of the pods around it.</summary>
    public PodRelations Relations { get; init; } = PodRelations.None;

    /// <summary><c>spec.preemptionPolicy</c> is Never.</summary>
    public bool NeverPreempts { get; init; }

    /// <summary>Whether it terminates because the scheduler had it go for a pod of higher priority.</summary>
    public bool Preempted { get; init; }

    /// <summary><c>status.startTime</c>; null as long as it has not begun.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>The pod itself, while it waits; null for a placed one (its place is the replica). Shared: never change it.</summary>
    public Pod? Object { get; init; }

    /// <summary>Whether both count the same wherever pods are counted.</summary>
    public bool CountsAs(PodInfo other) =>
        ReferenceEquals(Requirements, other.Requirements)
        && ReferenceEquals(Traits, other.Traits)
        && ReferenceEquals(Relations, other.Relations)
        && Priority == other.Priority;
}
