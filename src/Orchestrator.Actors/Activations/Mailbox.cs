using Orchestrator.Actors.Calls;

namespace Orchestrator.Actors.Activations;

/// <summary>
/// Decides which entry gets a turn when. One at a time, except: an entry that always interleaves starts at once and stands in nobody's way;
/// read-only entries run beside each other; in a reentrant mailbox everything interleaves. What cannot start waits in order, and may be
/// passed by what can (as in Orleans: a call chain of read-only calls must not wait behind a writer that waits for it).
/// </summary>
internal abstract class Mailbox(CallMonitor monitor, bool reentrant) : TurnScheduler, IRequestTarget
{
    private EntryList _waiting;
    private EntryList _running;
    private int _blocking;
    private int _blockingWriters;
    private MailboxPhase _phase;
    private bool _watched;

    /// <summary>The object that requests are invoked on; null when it is gone.</summary>
    internal abstract object? Target { get; }

    /// <summary>Whether entries may start, only wait, or are refused. Guarded by the gate.</summary>
    protected MailboxPhase Phase
    {
        get => _phase;
        set => _phase = value;
    }

    /// <summary>Nothing runs and nothing waits. Guarded by the gate.</summary>
    protected bool IsQuiet => _running.IsEmpty && _waiting.IsEmpty;

    /// <summary>Nothing runs. Guarded by the gate.</summary>
    protected bool IsStill => _running.IsEmpty;

    /// <inheritdoc />
    public bool TryReceive(MailboxEntry entry)
    {
        bool schedule = false, watch = false;
        lock (Gate)
        {
            if (_phase == MailboxPhase.Closed)
            {
                return false;
            }

            entry.Mailbox = this;
            if (_phase == MailboxPhase.Open && MayStart(entry))
            {
                schedule = Admit(entry);
            }
            else
            {
                entry.State = EntryState.Waiting;
                _waiting.Append(entry);
            }

            if (!_watched && entry.Deadline != long.MaxValue)
            {
                _watched = watch = true;
            }
        }

        if (schedule)
        {
            Schedule();
        }

        if (watch)
        {
            monitor.Watch(this);
        }

        return true;
    }

    /// <summary>An admitted entry has ended; those that waited for it may start.</summary>
    internal void Complete(MailboxEntry entry)
    {
        var schedule = false;
        lock (Gate)
        {
            _running.Remove(entry);
            entry.State = EntryState.Outside;
            if (Blocks(entry))
            {
                _blocking--;
                _blockingWriters -= entry.Interleaving == Interleaving.None ? 1 : 0;
            }

            if (_phase == MailboxPhase.Open)
            {
                schedule = AdmitWaiting();
            }

            if (_running.IsEmpty)
            {
                OnStill(entry);
            }
        }

        if (schedule)
        {
            Schedule();
        }
    }

    /// <summary>The caller of a request has given up: it never starts, or the token that it was given is cancelled as a turn of its own.</summary>
    internal void Cancel(MailboxEntry entry, CancellationTokenSource cancellation)
    {
        lock (Gate)
        {
            if (entry.Mailbox != this || entry.State == EntryState.Outside)
            {
                return;
            }

            if (entry.State == EntryState.Waiting)
            {
                _waiting.Remove(entry);
                entry.State = EntryState.Outside;
                return;
            }
        }

        _ = Task.Factory.StartNew(
            static state => ((CancellationTokenSource)state!).Cancel(), cancellation, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);
    }

    /// <summary>Expires entries past their deadline. False when nothing is left to watch.</summary>
    internal bool ExpireOverdue(long now)
    {
        List<MailboxEntry>? overdue = null;
        lock (Gate)
        {
            if (IsQuiet)
            {
                return _watched = false;
            }

            CollectOverdue(_running.Head, now, ref overdue);
            CollectOverdue(_waiting.Head, now, ref overdue);
            foreach (var entry in overdue ?? [])
            {
                entry.Deadline = long.MaxValue;
                if (entry.State == EntryState.Waiting)
                {
                    _waiting.Remove(entry);
                    entry.State = EntryState.Outside;
                }
            }
        }

        overdue?.ForEach(static entry => entry.Expire());
        return true;
    }

    /// <summary>Lets entries start. Requires the gate; when true, Schedule must follow.</summary>
    protected bool Open()
    {
        _phase = MailboxPhase.Open;
        return AdmitWaiting();
    }

    /// <summary>Refuses what comes from now on, and hands back what waits. Takes the gate.</summary>
    protected List<MailboxEntry> Close()
    {
        var undelivered = new List<MailboxEntry>();
        lock (Gate)
        {
            _phase = MailboxPhase.Closed;
            while (_waiting.Head is { } entry)
            {
                _waiting.Remove(entry);
                entry.State = EntryState.Outside;
                undelivered.Add(entry);
            }
        }

        return undelivered;
    }

    /// <summary>The last entry that ran has ended. Runs under the gate.</summary>
    protected virtual void OnStill(MailboxEntry last)
    {
    }

    private static void CollectOverdue(MailboxEntry? entry, long now, ref List<MailboxEntry>? overdue)
    {
        for (; entry is not null; entry = entry.Next)
        {
            if (entry.Deadline <= now)
            {
                (overdue ??= []).Add(entry);
            }
        }
    }

    private bool Blocks(MailboxEntry entry) => !reentrant && entry.Interleaving != Interleaving.Always;

    private bool MayStart(MailboxEntry entry) =>
        _blocking == 0 || !Blocks(entry) || (entry.Interleaving == Interleaving.ReadOnly && _blockingWriters == 0);

    private bool Admit(MailboxEntry entry)
    {
        entry.State = EntryState.Running;
        _running.Append(entry);
        if (Blocks(entry))
        {
            _blocking++;
            _blockingWriters += entry.Interleaving == Interleaving.None ? 1 : 0;
        }

        return Enqueue(entry);
    }

    private bool AdmitWaiting()
    {
        var schedule = false;
        for (var entry = _waiting.Head; entry is not null && _blockingWriters == 0;)
        {
            var next = entry.Next;
            if (MayStart(entry))
            {
                _waiting.Remove(entry);
                schedule |= Admit(entry);
            }

            entry = next;
        }

        return schedule;
    }
}

/// <summary>What a mailbox does with entries.</summary>
internal enum MailboxPhase : byte
{
    /// <summary>They wait.</summary>
    Holding,

    /// <summary>They start when they may.</summary>
    Open,

    /// <summary>They are refused.</summary>
    Closed,
}
