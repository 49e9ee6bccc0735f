using System.Numerics;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Replication;

/// <summary>
/// The window of recent changes of one resource, shared by all of its watches: a ring in which each change has a rising place.
/// One thread adds; watches read without a lock and hold a place, not a copy. What falls out of the window is forgotten, whoever still wants it.
/// </summary>
/// <param name="options">How much is kept.</param>
/// <param name="time">The clock that ages are measured with.</param>
/// <param name="floor">The changes after this revision will be here.</param>
internal sealed class ChangeLog(ReplicaOptions options, TimeProvider time, long floor)
{
    private const int ModelsKept = 512;
    private readonly Lock _sync = new();
    private readonly WatchWaiters _waiters = new();
    private Slot[] _ring = new Slot[16];
    private long _start;
    private long _end;
    private long _added;
    private long _floor = floor;
    private bool _ended;

    /// <summary>Changes before this place can be read.</summary>
    public long End => Volatile.Read(ref _end);

    /// <summary>Changes after this revision are in the window.</summary>
    public long Floor => Volatile.Read(ref _floor);

    /// <summary>Adds a change that watches do not see before <see cref="Reveal"/>.</summary>
    public void Add(ReplicaChange change)
    {
        lock (_sync)
        {
            var now = time.GetTimestamp();
            MakeRoom(now);
            ref var slot = ref _ring[_added & (_ring.Length - 1)];
            slot.Time = now;
            // A reader that sees this change in the slot of an old one must also see that the old one's place is gone.
            Volatile.Write(ref slot.Change, change);
            _added++;
            ForgetPastModels();
        }
    }

    /// <summary>Lets watches see what was added, and takes those that it concerns out of their wait; the caller wakes them when it is done with its group.</summary>
    public void Reveal(List<ReplicaWatch> woken)
    {
        lock (_sync)
        {
            var first = _end;
            Volatile.Write(ref _end, _added);
            for (var place = Math.Max(first, _start); place < _added; place++)
            {
                _waiters.Take(_ring[place & (_ring.Length - 1)].Change!.Entry.Key.Namespace, place, woken);
            }
        }
    }

    /// <summary>Reads the change at a place before <see cref="End"/>; null when it has fallen out of the window.</summary>
    public ReplicaChange? At(long place)
    {
        var ring = Volatile.Read(ref _ring);
        var change = Volatile.Read(ref ring[place & (ring.Length - 1)].Change);
        return place < Volatile.Read(ref _start) ? null : change;
    }

    /// <summary>The place of the first change after a revision.</summary>
    /// <exception cref="RevisionCompactedException">Changes after that revision have fallen out of the window.</exception>
    public long PlaceAfter(long revision)
    {
        lock (_sync)
        {
            return revision < _floor ? throw new RevisionCompactedException(revision, _floor) : Search(revision);
        }
    }

    /// <summary>The changes from the first one after a revision on, up to another revision; null when they are not all in the window.</summary>
    public ReplicaChange[]? Between(long after, long upTo)
    {
        lock (_sync)
        {
            if (after < _floor)
            {
                return null;
            }

            var first = Search(after);
            var changes = new ReplicaChange[Search(upTo) - first];
            for (var i = 0; i < changes.Length; i++)
            {
                changes[i] = _ring[(first + i) & (_ring.Length - 1)].Change!;
            }

            return changes;
        }
    }

    /// <summary>Lets a watch wait, unless something is there for it.</summary>
    /// <returns>False when the watch need not wait: there may be a change for it, or there will never be one.</returns>
    public bool TryWait(ReplicaWatch watch)
    {
        lock (_sync)
        {
            if (_ended || watch.HasNext())
            {
                return false;
            }

            _waiters.Add(watch);
            return true;
        }
    }

    /// <summary>Takes a watch out of its wait.</summary>
    /// <returns>False when it was not waiting.</returns>
    public bool StopWaiting(ReplicaWatch watch)
    {
        lock (_sync)
        {
            return _waiters.Remove(watch);
        }
    }

    /// <summary>Forgets all changes for good and cuts every watch off: the state has jumped.</summary>
    public void Cut(List<ReplicaWatch> woken)
    {
        lock (_sync)
        {
            _ended = true;
            _floor = long.MaxValue;
            Volatile.Write(ref _start, _added);
            Volatile.Write(ref _end, _added);
            _waiters.TakeAll(woken);
        }
    }

    /// <summary>Whether the log was cut.</summary>
    public bool IsCut => Volatile.Read(ref _floor) == long.MaxValue;

    /// <summary>What replaced a version has long been looked at by those who compare the two: from here on only watches of the past want it, as JSON.</summary>
    private void ForgetPastModels()
    {
        var place = _added - ModelsKept;
        if (place >= _start)
        {
            _ring[place & (_ring.Length - 1)].Change!.Previous?.ForgetModel();
        }
    }

    private void MakeRoom(long now)
    {
        while (_added - _start > options.FewestChanges && time.GetElapsedTime(_ring[_start & (_ring.Length - 1)].Time, now) > options.Age)
        {
            Drop();
        }

        if (_added - _start >= options.MostChanges)
        {
            Drop();
        }
        else if (_added - _start == _ring.Length)
        {
            Grow();
        }
    }

    private void Drop()
    {
        ref var slot = ref _ring[_start & (_ring.Length - 1)];
        Volatile.Write(ref _floor, slot.Change!.Revision);
        Volatile.Write(ref _start, _start + 1);
        Volatile.Write(ref slot.Change, null);
    }

    private void Grow()
    {
        var ring = new Slot[BitOperations.RoundUpToPowerOf2((uint)_ring.Length + 1)];
        for (var place = _start; place < _added; place++)
        {
            ring[place & (ring.Length - 1)] = _ring[place & (_ring.Length - 1)];
        }

        Volatile.Write(ref _ring, ring);
    }

    private long Search(long revision)
    {
        var (low, high) = (_start, _added);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = _ring[middle & (_ring.Length - 1)].Change!.Revision <= revision ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private struct Slot
    {
        public ReplicaChange? Change;
        public long Time;
    }
}
