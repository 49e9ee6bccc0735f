using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>Score: says how good a node is, judging by the pod's requirements, the node and the pods on it alone (see <see cref="INodeFilterPlugin"/>). Pure and quick.</summary>
internal interface INodeScorePlugin : IPlugin
{
    /// <summary>The best score.</summary>
    const long Best = 100;

    /// <summary>How raw scores become scores from 0 to <see cref="Best"/>.</summary>
    ScoreNormalization Normalization => ScoreNormalization.None;

    /// <summary>Whether it has anything to say about such pods at all.</summary>
    bool Concerns(PodRequirements pod) => true;

    /// <summary>The raw score; not below 0.</summary>
    long Score(PodRequirements pod, SchedulingNode node);
}

/// <summary>How a plugin's raw scores are brought to one scale.</summary>
internal enum ScoreNormalization
{
    /// <summary>They are from 0 to 100 already.</summary>
    None,

    /// <summary>The highest among the nodes that fit becomes 100.</summary>
    HighestIsBest,

    /// <summary>The highest among the nodes that fit becomes 0.</summary>
    LowestIsBest,
}
