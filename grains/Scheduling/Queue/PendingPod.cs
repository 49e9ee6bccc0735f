using Orchestrator.Api.Objects;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Queue;

/// <summary>A pod that waits for a node. Changed by <see cref="SchedulingQueue"/> alone.</summary>
/// <param name="Key">The pod.</param>
/// <param name="Uid">Its uid.</param>
/// <param name="Priority"><c>spec.priority</c>: higher goes first.</param>
/// <param name="Requirements">What decides where it may run.</param>
internal sealed record PendingPod(ObjectKey Key, string Uid, int Priority, PodRequirements Requirements)
{
    /// <summary>How often it has been tried since it last waited for nothing.</summary>
    public int Attempts { get; internal set; }

    /// <summary>Where it waits.</summary>
    public PendingState State { get; internal set; }

    /// <summary>Not tried again before.</summary>
    public DateTimeOffset NotBefore { get; internal set; }

    /// <summary>Its place among those of its priority.</summary>
    internal long Order { get; set; }
}

/// <summary>Where a pending pod waits.</summary>
internal enum PendingState
{
    /// <summary>Nowhere: taken out, or being worked on.</summary>
    Taken,

    /// <summary>For its turn.</summary>
    Active,

    /// <summary>For its backoff to end.</summary>
    BackingOff,

    /// <summary>For something that can help.</summary>
    Unschedulable,
}
