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
    /// <summary>Told which nodes fit, before the first is scored.</summary>
    void Begin(ReadOnlySpan<int> nodes)
    {
    }

    /// <summary>The raw score of a node that fits.</summary>
    long Score(SchedulingNode node);

    /// <summary>Brings the raw scores of all nodes that fit to the scale from 0 to <see cref="INodeScorePlugin.Best"/>, in place and in the order of <see cref="Begin"/>.</summary>
    void Normalize(Span<long> scores)
    {
    }
}
