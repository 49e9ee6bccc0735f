using System.Diagnostics;

namespace Orchestrator.Bench.Harness;

/// <summary>Collects latencies in stopwatch ticks and answers percentiles. One writer.</summary>
public sealed class Latencies
{
    private readonly List<long> _ticks = [];

    /// <summary>Notes the time since a stopwatch timestamp.</summary>
    public void Since(long timestamp) => _ticks.Add(Stopwatch.GetTimestamp() - timestamp);

    /// <summary>Takes over what another one collected.</summary>
    public void Add(Latencies other) => _ticks.AddRange(other._ticks);

    /// <summary>The latency that the given share (0 to 1) does not exceed; null when there is none.</summary>
    public TimeSpan? Percentile(double share)
    {
        if (_ticks.Count == 0)
        {
            return null;
        }

        _ticks.Sort();
        return Stopwatch.GetElapsedTime(0, _ticks[(int)Math.Min(_ticks.Count - 1, _ticks.Count * share)]);
    }
}
