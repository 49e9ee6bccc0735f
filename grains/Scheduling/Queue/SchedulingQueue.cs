using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Grains.Scheduling.Queue;

/// <summary>
/// Pods that wait for a node: those whose turn comes next by priority and then by time, those that back off after a failure, and those that no node can take
/// until something changes. Not thread safe: it lives on the scheduler's turns.
/// </summary>
internal sealed class SchedulingQueue(TimeProvider time)
{
    private readonly Dictionary<string, PendingPod> _pods = new(StringComparer.Ordinal);
    private readonly PriorityQueue<PendingPod, (int Priority, long Order)> _active = new();
    private readonly PriorityQueue<PendingPod, DateTimeOffset> _backingOff = new();
    private readonly HashSet<PendingPod> _unschedulable = new(ReferenceEqualityComparer.Instance);
    private long _order;

    /// <summary>How many pods wait, in whatever way, or are being worked on.</summary>
    public int Count => _pods.Count;

    /// <summary>Whether the pod is known here.</summary>
    public bool TryGet(string uid, [NotNullWhen(true)] out PendingPod? pod) => _pods.TryGetValue(uid, out pod);

    /// <summary>Lets a pod wait for its turn. One that changed in what matters replaces what was known of it.</summary>
    public void Add(PendingPod pod)
    {
        Remove(pod.Uid);
        _pods.Add(pod.Uid, pod);
        pod.Order = _order++;
        Activate(pod);
    }

    /// <summary>Forgets a pod: bound, gone, or no longer ours.</summary>
    public void Remove(string uid)
    {
        if (_pods.Remove(uid, out var pod))
        {
            _unschedulable.Remove(pod);
            pod.State = PendingState.Taken;
        }
    }

    /// <summary>Takes the pod whose turn it is.</summary>
    public bool TryTake([NotNullWhen(true)] out PendingPod? pod)
    {
        var now = time.GetUtcNow();
        while (_backingOff.TryPeek(out var waiting, out var due) && due <= now)
        {
            _backingOff.Dequeue();
            if (waiting.State == PendingState.BackingOff && waiting.NotBefore == due)
            {
                Activate(waiting);
            }
        }

        while (_active.TryDequeue(out pod, out _))
        {
            if (pod.State == PendingState.Active)
            {
                pod.State = PendingState.Taken;
                pod.Attempts++;
                pod.NotBefore = now + Backoff.After(pod.Attempts);
                return true;
            }
        }

        return false;
    }

    /// <summary>Puts a taken pod back, to be tried again after its backoff. One that was removed meanwhile stays away.</summary>
    public void Retry(PendingPod pod)
    {
        if (Owns(pod))
        {
            _unschedulable.Remove(pod);
            pod.State = PendingState.BackingOff;
            _backingOff.Enqueue(pod, pod.NotBefore);
        }
    }

    /// <summary>Puts a taken pod back, to be tried again when something changes that can help.</summary>
    public void Park(PendingPod pod)
    {
        if (Owns(pod))
        {
            pod.State = PendingState.Unschedulable;
            _unschedulable.Add(pod);
        }
    }

    /// <summary>Something changed that can help: those that no node could take get another turn, after their backoff.</summary>
    public void Wake()
    {
        var now = time.GetUtcNow();
        foreach (var pod in _unschedulable)
        {
            if (pod.NotBefore <= now)
            {
                Activate(pod);
            }
            else
            {
                pod.State = PendingState.BackingOff;
                _backingOff.Enqueue(pod, pod.NotBefore);
            }
        }

        _unschedulable.Clear();
    }

    /// <summary>When the next backoff ends; null when none is running.</summary>
    public DateTimeOffset? NextDue => _backingOff.TryPeek(out _, out var due) ? due : null;

    private static Controllers.Backoff Backoff => Controllers.Backoff.Scheduling;

    private bool Owns(PendingPod pod) => _pods.TryGetValue(pod.Uid, out var known) && ReferenceEquals(known, pod);

    private void Activate(PendingPod pod)
    {
        pod.State = PendingState.Active;
        _active.Enqueue(pod, (-pod.Priority, pod.Order));
    }
}
