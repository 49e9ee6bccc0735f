using System.Diagnostics.CodeAnalysis;
using Orchestrator.Grains.Scheduling.Decisions;
using Orchestrator.Grains.Scheduling.Framework;

namespace Orchestrator.Grains.Scheduling.Queue;

/// <summary>
/// Pods that wait for a node: those whose turn comes next by priority and then by time (PrioritySort), those that back off after a failure, those that no node can take
/// until something changes that can help, and those that may not be tried yet. Not thread safe: it lives on the scheduler's turns.
/// </summary>
internal sealed class SchedulingQueue(TimeProvider time)
{
    /// <summary>A pod that waited so long for help gets another attempt without: no hint is trusted for ever (podMaxInUnschedulablePodsDuration).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private const string ScheduleAttemptFailure = "ScheduleAttemptFailure";
    private readonly Dictionary<string, PendingPod> _pods = new(StringComparer.Ordinal);
    private readonly PriorityQueue<PendingPod, (int Priority, long Order)> _active = new();
    private readonly PriorityQueue<PendingPod, DateTimeOffset> _backingOff = new();
    private readonly PriorityQueue<PendingPod, DateTimeOffset> _early = new();
    private readonly ParkedPods _unschedulable = new();
    private readonly ParkedPods _gated = new();
    private readonly Queue<(PendingPod Pod, DateTimeOffset Since)> _longest = new();
    private readonly int[] _counts = new int[Enum.GetValues<PendingState>().Length];
    private long _order;

    /// <summary>How many pods wait, in whatever way, or are being worked on.</summary>
    public int Count => _pods.Count;

    /// <summary>How many wait in a certain way. May be asked from any thread.</summary>
    public int CountIn(PendingState state) => Volatile.Read(ref _counts[(int)state]);

    /// <summary>Whether the pod is known here.</summary>
    public bool TryGet(string uid, [NotNullWhen(true)] out PendingPod? pod) => _pods.TryGetValue(uid, out pod);

    /// <summary>Lets a pod wait for its turn, or for leave to be tried. One that changed in what matters replaces what was known of it.</summary>
    public void Add(PendingPod pod)
    {
        Remove(pod.Uid);
        _pods.Add(pod.Uid, pod);
        pod.Order = _order++;
        pod.Since = time.GetUtcNow();
        Enter(pod, "PodAdd");
    }

    /// <summary>Forgets a pod: bound, gone, or no longer ours.</summary>
    public void Remove(string uid)
    {
        if (_pods.Remove(uid, out var pod))
        {
            Unpark(pod);
            Move(pod, PendingState.Taken);
        }
    }

    /// <summary>Takes the pod whose turn it is.</summary>
    public bool TryTake([NotNullWhen(true)] out PendingPod? pod)
    {
        var now = time.GetUtcNow();
        TakeUp(now);
        while (_active.TryDequeue(out pod, out var place))
        {
            if (pod.State == PendingState.Active && place.Order == pod.Order)
            {
                Begin(pod, now);
                return true;
            }
        }

        return TryTakeEarly(now, out pod);
    }

    /// <summary>Puts a taken pod back, to be tried again after its backoff. One that was removed meanwhile stays away.</summary>
    public void Retry(PendingPod pod)
    {
        if (Owns(pod))
        {
            Unpark(pod);
            BackOff(pod, ScheduleAttemptFailure, early: false);
        }
    }

    /// <summary>Puts a taken pod back, to be tried again when something changes that can help.</summary>
    public void Park(PendingPod pod)
    {
        if (Owns(pod))
        {
            Move(pod, PendingState.Unschedulable, ScheduleAttemptFailure);
            pod.ParkedAt = time.GetUtcNow();
            _unschedulable.Add(pod);
            _longest.Enqueue((pod, pod.ParkedAt));
        }
    }

    /// <summary>Something changed: those that it can help get another turn, after their backoff.</summary>
    public void Wake(in ClusterEvent change)
    {
        foreach (var pod in _unschedulable.TakeHelped(change))
        {
            AfterBackoff(pod, change.Label);
        }

        foreach (var pod in _gated.TakeHelped(change))
        {
            Enter(pod, change.Label);
        }
    }

    /// <summary>When the next pod gets a turn without anything changing; null when none does.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            DateTimeOffset? due = _early.TryPeek(out _, out var early) ? early : null;
            due = _backingOff.TryPeek(out _, out var backoff) && !(due < backoff) ? backoff : due;
            DateTimeOffset? stale = _longest.TryPeek(out var oldest) ? oldest.Since + Patience : null;
            return due is null || stale < due ? stale : due;
        }
    }

    private void Begin(PendingPod pod, DateTimeOffset now)
    {
        Move(pod, PendingState.Taken);
        pod.Attempts++;
        pod.LastAttempt = now;
        pod.NotBefore = now + Backoff.Scheduling.After(pod.Attempts);
    }

    /// <summary>
    /// Nothing else waits for its turn: then a pod whose backoff has not ended yet is tried (SchedulerPopFromBackoffQ), if something came that can help. A tenth of the backoff
    /// it has to keep, so that a full cluster with many such pods is not busy with nothing else.
    /// </summary>
    private bool TryTakeEarly(DateTimeOffset now, [NotNullWhen(true)] out PendingPod? pod)
    {
        while (_early.TryPeek(out pod, out var due) && (due <= now || !IsBackingOff(pod, due)))
        {
            _early.Dequeue();
            if (IsBackingOff(pod, due))
            {
                SchedulerMetrics.Came(PendingState.Active, "PopFromBackoffQ");
                Begin(pod, now);
                return true;
            }
        }

        pod = null;
        return false;
    }

    private static bool IsBackingOff(PendingPod pod, DateTimeOffset early) => pod.State == PendingState.BackingOff && EarlyOf(pod) == early;

    private static DateTimeOffset EarlyOf(PendingPod pod) => pod.NotBefore - (Backoff.Scheduling.After(pod.Attempts) * 0.9);

    private void Enter(PendingPod pod, string because)
    {
        foreach (var plugin in pod.Profile.PreEnqueue)
        {
            if (plugin.PreEnqueue(pod.Pod) is { } rejection)
            {
                Move(pod, PendingState.Gated, because);
                pod.RejectedBy = [plugin.Name];
                pod.Message = string.Join(", ", rejection.Reasons);
                _gated.Add(pod);
                return;
            }
        }

        Activate(pod, because);
    }

    private void TakeUp(DateTimeOffset now)
    {
        while (_backingOff.TryPeek(out var waiting, out var due) && due <= now)
        {
            _backingOff.Dequeue();
            if (waiting.State == PendingState.BackingOff && waiting.NotBefore == due)
            {
                Activate(waiting, "BackoffComplete");
            }
        }

        while (_longest.TryPeek(out var parked) && (parked.Since + Patience <= now || parked.Pod.ParkedAt != parked.Since || parked.Pod.State != PendingState.Unschedulable))
        {
            _longest.Dequeue();
            if (parked.Pod.State == PendingState.Unschedulable && parked.Pod.ParkedAt == parked.Since)
            {
                Unpark(parked.Pod);
                AfterBackoff(parked.Pod, "UnschedulableTimeout");
            }
        }
    }

    private void AfterBackoff(PendingPod pod, string because)
    {
        if (pod.NotBefore <= time.GetUtcNow())
        {
            Activate(pod, because);
        }
        else
        {
            BackOff(pod, because, early: true);
        }
    }

    private void BackOff(PendingPod pod, string because, bool early)
    {
        Move(pod, PendingState.BackingOff, because);
        _backingOff.Enqueue(pod, pod.NotBefore);
        if (early)
        {
            _early.Enqueue(pod, EarlyOf(pod));
        }
    }

    private void Activate(PendingPod pod, string because)
    {
        Move(pod, PendingState.Active, because);
        _active.Enqueue(pod, (-pod.Pod.Priority, pod.Order));
    }

    private void Move(PendingPod pod, PendingState queue, string because)
    {
        Move(pod, queue);
        SchedulerMetrics.Came(queue, because);
    }

    private void Move(PendingPod pod, PendingState state)
    {
        _counts[(int)pod.State]--;
        _counts[(int)state]++;
        pod.State = state;
    }

    private void Unpark(PendingPod pod)
    {
        _unschedulable.Remove(pod);
        _gated.Remove(pod);
    }

    private bool Owns(PendingPod pod) => _pods.TryGetValue(pod.Uid, out var known) && ReferenceEquals(known, pod);
}
