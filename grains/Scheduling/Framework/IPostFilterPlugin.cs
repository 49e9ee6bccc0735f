namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>PostFilter: no node can take the pod; makes room for it if it can. The plugins are asked in turn until one does. Called on the scheduler's turns.</summary>
internal interface IPostFilterPlugin : IPlugin
{
    /// <summary>Makes room, or says why not.</summary>
    /// <param name="cycle">The attempt.</param>
    /// <param name="outcome">What the filters said.</param>
    PostFilterResult PostFilter(SchedulingCycle cycle, FilterOutcome outcome);
}

/// <summary>What PostFilter came to.</summary>
/// <param name="Message">In the words of the pod's status: <c>preemption: 0/3 nodes are available: ...</c>.</param>
internal sealed record PostFilterResult(string Message)
{
    /// <summary>The node on which there will be room; null when there will not.</summary>
    public string? NominatedNode { get; init; }

    /// <summary>Whether room on the node that the pod is nominated for would not help it either, so that others may have it.</summary>
    public bool GivesUpNomination { get; init; }

    /// <summary>What is to be written for it (victims deleted, claims freed), off the scheduler's turn.</summary>
    public Func<CancellationToken, Task>? Act { get; init; }
}
