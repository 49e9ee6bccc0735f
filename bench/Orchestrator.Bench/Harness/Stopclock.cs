using System.Diagnostics;

namespace Orchestrator.Bench.Harness;

/// <summary>Wall and CPU time around a piece of work.</summary>
public sealed class Stopclock(int? processId = null)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TimeSpan _cpu = Read(processId);

    /// <summary>What has passed since the clock was made.</summary>
    public Measurement Stop(string name, long operations, string? baseline = null, Latencies? latencies = null, string? note = null) =>
        new(name, operations, Stopwatch.GetElapsedTime(_started), Read(processId) - _cpu, baseline, latencies?.Percentile(0.5), latencies?.Percentile(0.99), note);

    private static TimeSpan Read(int? processId) => processId is { } id ? CpuClock.Of(id) : CpuClock.Own();
}
