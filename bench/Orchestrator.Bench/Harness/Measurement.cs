using Orchestrator.Bench.Harness.Growth;

namespace Orchestrator.Bench.Harness;

/// <summary>One measured line of a suite.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Operations">How many times.</param>
/// <param name="Elapsed">In what time.</param>
/// <param name="Cpu">CPU time spent by the process under test (by this process, where it is measured in itself).</param>
/// <param name="Baseline">The name of the measurement of this run to compare with, or null.</param>
/// <param name="P50">Median latency, where operations were timed one by one.</param>
/// <param name="P99">99th percentile of the latency.</param>
/// <param name="Note">Anything else worth saying: bytes, memory.</param>
/// <param name="Point">The point of a growth curve that it is, or null.</param>
public sealed record Measurement(
    string Name, long Operations, TimeSpan Elapsed, TimeSpan Cpu, string? Baseline = null, TimeSpan? P50 = null, TimeSpan? P99 = null, string? Note = null, GrowthPoint? Point = null)
{
    /// <summary>Operations per second.</summary>
    public double Rate => Operations / Elapsed.TotalSeconds;

    /// <summary>CPU microseconds per operation.</summary>
    public double CpuMicroseconds => Cpu.TotalMicroseconds / Operations;
}
