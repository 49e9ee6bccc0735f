using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Orchestrator.Grains.Diagnostics;

/// <summary>
/// What controllers do, under the names that Kubernetes has for the work queues of its own. Ours have no queue: each object's grain remembers that it is to look again,
/// so the depth is the number of grains that do.
/// </summary>
internal sealed class WorkMetrics
{
    private static readonly Counter<long> Adds = GrainDiagnostics.Meter.CreateCounter<long>("workqueue_adds_total", description: "Times that a controller was told to look at an object.");

    private static readonly Counter<long> Retries = GrainDiagnostics.Meter.CreateCounter<long>("workqueue_retries_total", description: "Times that it is to look again after a failure.");

    private static readonly UpDownCounter<long> Depth = GrainDiagnostics.Meter.CreateUpDownCounter<long>("workqueue_depth", description: "Objects that a controller is still to look at.");

    private static readonly Histogram<double> Duration = GrainDiagnostics.Meter.CreateHistogram(
        "workqueue_work_duration_seconds",
        description: "Seconds that a look took.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.001, 0.01, 0.1, 1, 10] });

    private static readonly Histogram<double> Queued = GrainDiagnostics.Meter.CreateHistogram(
        "workqueue_queue_duration_seconds",
        description: "Seconds from being told to look until the look began.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.001, 0.01, 0.1, 1, 10] });

    private static readonly ConcurrentDictionary<string, WorkMetrics> Known = new(StringComparer.Ordinal);

    private readonly KeyValuePair<string, object?>[] _name;

    private WorkMetrics(string controller) => _name = [new("name", controller)];

    /// <summary>The metrics of a controller.</summary>
    public static WorkMetrics Of(string controller) => Known.GetOrAdd(controller, static controller => new WorkMetrics(controller));

    /// <summary>There is something to look at.</summary>
    /// <returns>When, for <see cref="Begin"/>.</returns>
    public long Added()
    {
        Adds.Add(1, _name.AsSpan());
        Depth.Add(1, _name.AsSpan());
        return Stopwatch.GetTimestamp();
    }

    /// <summary>A look begins.</summary>
    public long Begin(long added)
    {
        Depth.Add(-1, _name.AsSpan());
        var now = Stopwatch.GetTimestamp();
        Queued.Record(Stopwatch.GetElapsedTime(added, now).TotalSeconds, _name.AsSpan());
        return now;
    }

    /// <summary>Nobody will look.</summary>
    public void Dropped() => Depth.Add(-1, _name.AsSpan());

    /// <summary>It has ended.</summary>
    public void End(long started) => Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, _name.AsSpan());

    /// <summary>It failed and is tried again.</summary>
    public void Retried() => Retries.Add(1, _name.AsSpan());
}
