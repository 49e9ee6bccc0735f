using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Orchestrator.Grains.Diagnostics;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Queue;

namespace Orchestrator.Grains.Scheduling.Decisions;

/// <summary>What the scheduler does, under the names that Kubernetes has for it.</summary>
internal sealed class SchedulerMetrics
{
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] };

    private static readonly Counter<long> Attempts = GrainDiagnostics.Meter.CreateCounter<long>("scheduler_schedule_attempts_total", description: "Attempts to schedule pods, by the result.");

    private static readonly Histogram<double> Duration =
        GrainDiagnostics.Meter.CreateHistogram("scheduler_scheduling_attempt_duration_seconds", description: "Seconds that an attempt took, with its binding.", advice: Seconds);

    private static readonly Histogram<double> Sli = GrainDiagnostics.Meter.CreateHistogram(
        "scheduler_pod_scheduling_sli_duration_seconds",
        description: "Seconds from a pod's coming to its binding, over all attempts.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 5, 20, 80, 320, 1280, 5120] });

    private static readonly Counter<long> Preemptions = GrainDiagnostics.Meter.CreateCounter<long>("scheduler_preemption_attempts_total", description: "Attempts that made room for a pod.");

    private static readonly ConcurrentDictionary<SchedulingQueue, bool> Queues = new(ReferenceEqualityComparer.Instance);

    private readonly ConcurrentDictionary<(string Result, string Profile), KeyValuePair<string, object?>[]> _tags = new();

    static SchedulerMetrics() =>
        GrainDiagnostics.Meter.CreateObservableGauge("scheduler_pending_pods", Pending, description: "Pods without a node, by where they wait.");

    /// <summary>From now on a scheduler's queue is measured.</summary>
    public static void Add(SchedulingQueue queue) => Queues.TryAdd(queue, true);

    /// <summary>It is not any more.</summary>
    public static void Remove(SchedulingQueue queue) => Queues.TryRemove(queue, out _);

    /// <summary>An attempt has ended.</summary>
    /// <param name="decision">What was decided.</param>
    /// <param name="result"><c>scheduled</c>, <c>unschedulable</c> or <c>error</c>.</param>
    /// <param name="now">The time.</param>
    public void Ended(Decision decision, string result, DateTimeOffset now)
    {
        var tags = _tags.GetOrAdd((result, decision.Pod.Profile.Name), static key => [new("result", key.Result), new("profile", key.Profile)]);
        Attempts.Add(1, tags);
        Duration.Record(Stopwatch.GetElapsedTime(decision.Cycle.Started).TotalSeconds, tags);
        if (decision.MakeRoom is not null)
        {
            Preemptions.Add(1);
        }

        if (result == "scheduled")
        {
            Sli.Record((now - decision.Pod.Since).TotalSeconds, new KeyValuePair<string, object?>("attempts", Math.Min(decision.Pod.Attempts, 16)));
        }
    }

    private static IEnumerable<Measurement<int>> Pending()
    {
        foreach (var (name, state) in ((string, PendingState)[])
                 [("active", PendingState.Active), ("backoff", PendingState.BackingOff), ("unschedulable", PendingState.Unschedulable), ("gated", PendingState.Gated)])
        {
            yield return new Measurement<int>(Queues.Keys.Sum(q => q.CountIn(state)), new KeyValuePair<string, object?>("queue", name));
        }
    }
}
