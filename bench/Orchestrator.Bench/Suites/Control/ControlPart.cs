using Orchestrator.Bench.Harness;

namespace Orchestrator.Bench.Suites.Control;

/// <summary>One part of the suite: measured on a cluster of its own at each size.</summary>
/// <param name="Sizes">How many simulated nodes: <see cref="ControlSuite.Growth"/>, or fewer where the number of nodes does not matter.</param>
/// <param name="RunAsync">Measures on a server whose nodes are ready. The measurements carry points of curves (<see cref="Measurement.Point"/>).</param>
internal sealed record ControlPart(IReadOnlyList<int> Sizes, Func<ServerUnderTest, int, CancellationToken, IAsyncEnumerable<Measurement>> RunAsync);
