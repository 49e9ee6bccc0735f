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

    private static readonly Histogram<double> Algorithm =
        GrainDiagnostics.Meter.CreateHistogram("scheduler_scheduling_algorithm_duration_seconds", description: "Seconds that deciding took.", advice: Seconds);

    private static readonly Histogram<double> PodAttempts = GrainDiagnostics.Meter.CreateHistogram(
        "scheduler_pod_scheduling_attempts",
        description: "Attempts that a pod took until it was bound.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 4, 8, 16] });

    private static readonly Counter<long> Preemptions =
        GrainDiagnostics.Meter.CreateCounter<long>("scheduler_preemption_attempts_total", description: "Times that preemption was asked to make room for a pod.");

    private static readonly Histogram<double> PreemptionVictims = GrainDiagnostics.Meter.CreateHistogram(
        "scheduler_preemption_victims",
        description: "Pods that had to go for one.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64] });

    private static readonly Counter<long> Incoming =
        GrainDiagnostics.Meter.CreateCounter<long>("scheduler_queue_incoming_pods_total", description: "Pods that came into a queue, by the event that brought them there.");

    private static readonly ConcurrentDictionary<Scheduler, bool> Schedulers = new(ReferenceEqualityComparer.Instance);
    private static readonly ConcurrentDictionary<(PendingState Queue, string Event), KeyValuePair<string, object?>[]> QueueTags = new();

    private readonly ConcurrentDictionary<(string Result, string Profile), KeyValuePair<string, object?>[]> _tags = new();

    static SchedulerMetrics()
    {
        GrainDiagnostics.Meter.CreateObservableGauge("scheduler_pending_pods", Pending, description: "Pods without a node, by where they wait.");
        GrainDiagnostics.Meter.CreateObservableGauge("scheduler_cache_size", Cached, description: "Nodes, and pods on them, that the scheduler counts with.");
    }

    /// <summary>From now on a scheduler's queue and cache are measured.</summary>
    public static void Add(Scheduler scheduler) => Schedulers.TryAdd(scheduler, true);

    /// <summary>They are not any more.</summary>
    public static void Remove(Scheduler scheduler) => Schedulers.TryRemove(scheduler, out _);

    /// <summary>A pod came into a queue.</summary>
    /// <param name="queue">Which.</param>
    /// <param name="because">The event: <c>PodAdd</c>, <c>BackoffComplete</c>, ...</param>
    public static void Came(PendingState queue, string because) =>
        Incoming.Add(1, QueueTags.GetOrAdd((queue, because), static key => [new("queue", Name(key.Queue)), new("event", key.Event)]));

    /// <summary>Preemption was asked to make room.</summary>
    public static void Preempting() => Preemptions.Add(1);

    /// <summary>Pods have to go for one.</summary>
    public static void Preempted(int victims) => PreemptionVictims.Record(victims);

    /// <summary>It was decided; the binding begins.</summary>
    public static void Decided(Decision decision) => Algorithm.Record(Stopwatch.GetElapsedTime(decision.Cycle.Started).TotalSeconds);

    /// <summary>An attempt has ended.</summary>
    /// <param name="decision">What was decided.</param>
    /// <param name="result"><c>scheduled</c>, <c>unschedulable</c> or <c>error</c>.</param>
    /// <param name="now">The time.</param>
    public void Ended(Decision decision, string result, DateTimeOffset now)
    {
        var tags = _tags.GetOrAdd((result, decision.Pod.Profile.Name), static key => [new("result", key.Result), new("profile", key.Profile)]);
        Attempts.Add(1, tags);
        Duration.Record(Stopwatch.GetElapsedTime(decision.Cycle.Started).TotalSeconds, tags);
        if (result == "scheduled")
        {
            PodAttempts.Record(decision.Pod.Attempts);
            Sli.Record((now - decision.Pod.Since).TotalSeconds, new KeyValuePair<string, object?>("attempts", Math.Min(decision.Pod.Attempts, 16)));
        }
    }

    private static IEnumerable<Measurement<int>> Pending()
    {
        foreach (var state in (PendingState[])[PendingState.Active, PendingState.BackingOff, PendingState.Unschedulable, PendingState.Gated])
        {
            yield return new Measurement<int>(Schedulers.Keys.Sum(s => s.Queue.CountIn(state)), new KeyValuePair<string, object?>("queue", Name(state)));
        }
    }

    private static IEnumerable<Measurement<int>> Cached() =>
    [
        new(Schedulers.Keys.Sum(s => s.State.NodeCount), new KeyValuePair<string, object?>("type", "nodes")),
        new(Schedulers.Keys.Sum(s => s.State.PodCount), new KeyValuePair<string, object?>("type", "pods")),
    ];

    private static string Name(PendingState queue) => queue switch
    {
        PendingState.BackingOff => "backoff",
        PendingState.Unschedulable => "unschedulable",
        PendingState.Gated => "gated",
        _ => "active",
    };
}
