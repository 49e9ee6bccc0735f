using Orchestrator.Api.Agents;

namespace Orchestrator.Agent.Connection;

/// <summary>
/// What is to be told to the control plane. Of a pod's status or a node's only the latest is kept, so an outage costs no memory and a slow connection
/// carries only what is still true. What is not acknowledged is sent again; events are best effort and bounded.
/// </summary>
internal sealed class Outbox(TimeProvider time)
{
    private const int MaximumEvents = 1000;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly Queue<(string Node, string Uid)> _order = new();
    private readonly Dictionary<(string Node, string Uid), Entry> _entries = [];
    private readonly Queue<AgentFrame> _events = new();
    private readonly Dictionary<long, (string Node, string Uid)> _inFlight = [];
    private readonly PriorityQueue<(string Node, string Uid), DateTimeOffset> _retries = new();
    private TaskCompletionSource _changed = New();
    private long _sequence;

    /// <summary>A pod's status, or a node's (without uid); replaces an older one that was not sent yet.</summary>
    public void Put(AgentFrame frame) => Change(frame, static (entry, f) => entry.State = f);

    /// <summary>Is sent when nothing else is to be said about the pod.</summary>
    public void PutLast(AgentFrame frame) => Change(frame, static (entry, f) => entry.Last = f);

    /// <summary>Is sent at most once.</summary>
    public void PutEvent(AgentFrame frame)
    {
        lock (_gate)
        {
            if (_events.Count == MaximumEvents)
            {
                _events.Dequeue();
            }

            _events.Enqueue(frame);
            Signal();
        }
    }

    /// <summary>Nothing more is to be said about a pod.</summary>
    public void Forget(string node, string uid)
    {
        lock (_gate)
        {
            _entries.Remove((node, uid));
        }
    }

    /// <summary>The next frame to send, or null with what to wait for.</summary>
    public AgentFrame? TryTake(out Task changed, out TimeSpan? retryIn)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            while (_retries.TryPeek(out var due, out var at) && at <= now)
            {
                _retries.Dequeue();
                Enqueue(due);
            }

            changed = _changed.Task;
            retryIn = _retries.TryPeek(out _, out var next) ? next - now : null;
            while (_order.TryDequeue(out var key))
            {
                if (_entries.TryGetValue(key, out var entry))
                {
                    entry.IsQueued = false;
                    if (entry.InFlight is null && (entry.State ?? entry.Last) is { } frame)
                    {
                        entry.InFlight = frame;
                        _inFlight[++_sequence] = key;
                        return frame with { Sequence = _sequence };
                    }
                }
            }

            return _events.TryDequeue(out var e) ? e : null;
        }
    }

    /// <summary>What became of a frame: done, refused for good, or (overload, fault) to be tried again.</summary>
    public void Acknowledge(long sequence, int code)
    {
        lock (_gate)
        {
            if (!_inFlight.Remove(sequence, out var key) || !_entries.TryGetValue(key, out var entry))
            {
                return;
            }

            var sent = entry.InFlight;
            entry.InFlight = null;
            if (code is >= 500 or 429)
            {
                _retries.Enqueue(key, time.GetUtcNow() + RetryDelay);
                Signal();
                return;
            }

            entry.State = ReferenceEquals(entry.State, sent) ? null : entry.State;
            entry.Last = ReferenceEquals(entry.Last, sent) ? null : entry.Last;
            if (entry.State is null && entry.Last is null)
            {
                _entries.Remove(key);
            }
            else
            {
                Enqueue(key);
            }
        }
    }

    /// <summary>The connection is gone: what was in flight may not have arrived.</summary>
    public void Disconnected()
    {
        lock (_gate)
        {
            _inFlight.Clear();
            foreach (var (key, entry) in _entries)
            {
                entry.InFlight = null;
                Enqueue(key);
            }
        }
    }

    private void Change(AgentFrame frame, Action<Entry, AgentFrame> change)
    {
        lock (_gate)
        {
            var key = (frame.Node, frame.Uid);
            if (!_entries.TryGetValue(key, out var entry))
            {
                _entries[key] = entry = new Entry();
            }

            change(entry, frame);
            Enqueue(key);
        }
    }

    private void Enqueue((string Node, string Uid) key)
    {
        if (_entries.TryGetValue(key, out var entry) && !entry.IsQueued && entry.InFlight is null)
        {
            entry.IsQueued = true;
            _order.Enqueue(key);
            Signal();
        }
    }

    private void Signal()
    {
        var changed = _changed;
        _changed = New();
        changed.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Entry
    {
        public AgentFrame? State { get; set; }

        public AgentFrame? Last { get; set; }

        public AgentFrame? InFlight { get; set; }

        public bool IsQueued { get; set; }
    }
}
