using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Evaluation;

/// <summary>What an evaluation came to.</summary>
/// <param name="Value">The value, which may be an error.</param>
/// <param name="Cost">What it cost.</param>
public readonly record struct CelResult(CelValue Value, long Cost)
{
    private static readonly CelValue Stopped = CelValue.Error("operation cancelled: actual cost limit exceeded");

    /// <summary>It cost more than it may.</summary>
    internal static CelResult TooDear(long cost) => new(Stopped, cost) { Exceeded = true };

    /// <summary>Whether it was stopped since it cost more than it may.</summary>
    public bool Exceeded { get; private init; }
}
