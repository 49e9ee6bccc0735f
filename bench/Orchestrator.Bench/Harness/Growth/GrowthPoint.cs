namespace Orchestrator.Bench.Harness.Growth;

/// <summary>One point of a curve: a figure at a size of the cluster.</summary>
/// <param name="Curve">What is measured; points of one name are one curve.</param>
/// <param name="Nodes">How many nodes the cluster has.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit, as it is printed: <c>s</c>, <c>pods/s</c>, <c>% of a core</c>.</param>
/// <param name="Goal">What it is to be at this size, or null.</param>
public sealed record GrowthPoint(string Curve, int Nodes, double Value, string Unit, Goal? Goal = null);
