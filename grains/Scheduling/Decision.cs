using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Queue;

namespace Orchestrator.Grains.Scheduling;

/// <summary>What was decided for a pod.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Cycle">The attempt.</param>
/// <param name="Node">Its node; null when no node can take it.</param>
/// <param name="Reason">Why not.</param>
internal sealed record Decision(PendingPod Pod, SchedulingCycle Cycle, string? Node, string Reason)
{
    /// <summary>What is to be written so that there will be room; null when nothing is.</summary>
    public Func<CancellationToken, Task>? MakeRoom { get; init; }

    /// <summary>Where there will be room.</summary>
    public string? Nominated { get; init; }

    /// <summary>Whether the node that was kept for it is kept no longer.</summary>
    public bool GivesUpNomination { get; init; }
}
