using System.Diagnostics;
using System.Diagnostics.Metrics;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Diagnostics;

/// <summary>What the ledger measures of itself; it costs next to nothing while nobody listens.</summary>
internal static class LedgerMetrics
{
    private static readonly Meter Meter = new("Orchestrator.Ledger");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "orchestrator_ledger_commit_duration_seconds",
        description: "Seconds from the begin of a transaction until it is durable.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1, 2, 4, 8] });

    private static readonly Histogram<double> Batches = Meter.CreateHistogram(
        "orchestrator_ledger_commit_batches",
        description: "Batches that shared a transaction.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] });

    private static readonly Counter<long> Records = Meter.CreateCounter<long>("orchestrator_ledger_records_total", description: "Changes that were committed.");

    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("orchestrator_ledger_failures_total", description: "Transactions that failed.");

    /// <summary>A transaction was committed.</summary>
    public static void Committed(long started, int batches, IReadOnlyList<LedgerRecord> records)
    {
        Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        Batches.Record(batches);
        Records.Add(records.Count);
    }

    /// <summary>A transaction failed.</summary>
    public static void Failed() => Failures.Add(1);
}
