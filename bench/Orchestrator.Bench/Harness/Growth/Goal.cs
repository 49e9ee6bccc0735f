namespace Orchestrator.Bench.Harness.Growth;

/// <summary>What a figure is to be.</summary>
/// <param name="Limit">In the figure's unit.</param>
/// <param name="AtLeast">The figure is to be above the limit; otherwise below.</param>
public sealed record Goal(double Limit, bool AtLeast = false)
{
    /// <summary>Whether a figure is good enough.</summary>
    public bool IsMetBy(double value) => AtLeast ? value >= Limit : value < Limit;

    /// <summary>The goal in words, with a mark for the figure.</summary>
    public string Judge(double value, string unit) => FormattableString.Invariant($"{(IsMetBy(value) ? "✓" : "✗")} {(AtLeast ? "≥" : "<")} {Limit:N0} {unit}");
}
