using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>Says how good a node that fits is. Pure and quick.</summary>
internal interface IScorePlugin
{
    /// <summary>The best score.</summary>
    const long Best = 100;

    /// <summary>The plugin's name, as in a scheduler configuration.</summary>
    string Name { get; }

    /// <summary>How much it counts among the others.</summary>
    int Weight { get; }

    /// <summary>Whether the score changes with the pods on the node.</summary>
    bool DependsOnPods { get; }

    /// <summary>How raw scores become scores from 0 to <see cref="Best"/>.</summary>
    ScoreNormalization Normalization => ScoreNormalization.None;

    /// <summary>Whether it has anything to say about this pod at all.</summary>
    bool Concerns(PodRequirements pod) => true;

    /// <summary>The raw score.</summary>
    long Score(PodRequirements pod, SchedulingNode node);
}

/// <summary>How a plugin's raw scores are brought to one scale.</summary>
internal enum ScoreNormalization
{
    /// <summary>They are from 0 to 100 already.</summary>
    None,

    /// <summary>The highest among the nodes becomes 100. Only for scores that do not depend on pods.</summary>
    HighestIsBest,

    /// <summary>The highest among the nodes becomes 0. Only for scores that do not depend on pods.</summary>
    LowestIsBest,
}
