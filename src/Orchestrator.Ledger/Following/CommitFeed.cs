using System.Diagnostics.CodeAnalysis;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Following;

/// <summary>
/// What this process has committed lately, for the followers in it, and the newest revision that it knows of.
/// Holds a bounded number of groups, so a follower that falls behind costs nothing: it reads the history instead.
/// </summary>
internal sealed class CommitFeed(long head)
{
    private const int Capacity = 256;

    private readonly Lock _sync = new();
    private readonly Queue<IReadOnlyList<LedgerRecord>> _groups = new();
    private readonly List<Waiter> _waiters = [];
    private long _last = head;
    private long _known = head;

    /// <summary>The newest revision known to be committed, by anyone.</summary>
    public long Known => Volatile.Read(ref _known);

    /// <summary>Adds a group that this process has committed. Waiting followers go on within this call.</summary>
    public void Publish(IReadOnlyList<LedgerRecord> records)
    {
        lock (_sync)
        {
            // Another process committed in between: what came before cannot be joined with this.
            if (_last + 1 != records[0].Revision)
            {
                _groups.Clear();
            }

            _last = records[^1].Revision;
            _groups.Enqueue(records);
            if (_groups.Count > Capacity)
            {
                _groups.Dequeue();
            }
        }

        Announce(records[^1].Revision);
    }

    /// <summary>Says that a revision is committed. Waiting followers go on within this call.</summary>
    public void Announce(long revision)
    {
        Waiter[] ready;
        lock (_sync)
        {
            if (revision <= _known)
            {
                return;
            }

            Volatile.Write(ref _known, revision);
            ready = [.. _waiters];
            _waiters.Clear();
        }

        foreach (var waiter in ready)
        {
            waiter.TrySetResult();
        }
    }

    /// <summary>Takes the group that follows a revision, if it is here.</summary>
    public bool TryTake(long after, [NotNullWhen(true)] out IReadOnlyList<LedgerRecord>? records)
    {
        lock (_sync)
        {
            if (after < _last)
            {
                foreach (var group in _groups)
                {
                    if (group[0].Revision == after + 1)
                    {
                        records = group;
                        return true;
                    }
                }
            }
        }

        records = null;
        return false;
    }

    /// <summary>Completes when a revision after this one is known. The continuation runs on the thread that commits.</summary>
    public async ValueTask WaitAsync(long after, CancellationToken cancellationToken)
    {
        var waiter = new Waiter();
        lock (_sync)
        {
            if (_known > after)
            {
                return;
            }

            _waiters.Add(waiter);
        }

        await using (cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).TrySetCanceled(token), waiter))
        {
            try
            {
                await waiter.Task;
            }
            catch (OperationCanceledException)
            {
                lock (_sync)
                {
                    _waiters.Remove(waiter);
                }

                throw;
            }
        }
    }

    /// <summary>Continues in place: it saves the hop to another thread between a commit and the replica.</summary>
    private sealed class Waiter : TaskCompletionSource;
}
