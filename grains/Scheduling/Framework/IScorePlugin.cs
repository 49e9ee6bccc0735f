using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>PreScore and Score: says how good each node that fits is for one pod, judging by anything at all. Called on the scheduler's turns: must not block.</summary>
internal interface IScorePlugin : IPlugin
{
    /// <summary>Looks at the pod, once for each attempt; null when the plugin has nothing to say about it.</summary>
    /// <param name="cycle">The attempt.</param>
    IPodScorer? PreScore(SchedulingCycle cycle);
}

/// <summary>One plugin's scores for one pod.</summary>
internal interface IPodScorer
{
    /// <summary>
    /// Scores the nodes that fit, all at once: a call for each, and a look at each node's object, would cost more than most scores do.
    /// </summary>
    /// <param name="nodes">The indexes of the nodes.</param>
    /// <param name="scores">Gets the score of each, in the same order, on the scale from 0 to <see cref="INodeScorePlugin.Best"/>.</param>
    void Score(ReadOnlySpan<int> nodes, Span<long> scores);
}
