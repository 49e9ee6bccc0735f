namespace Orchestrator.Ledger.Replication;

/// <summary>Lets callers wait for a revision.</summary>
internal sealed class RevisionGate
{
    private readonly Lock _sync = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private long _revision;

    /// <summary>The revision reached.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>Says that a revision is reached.</summary>
    public void Reach(long revision)
    {
        lock (_sync)
        {
            Volatile.Write(ref _revision, revision);
            while (_waiting.TryPeek(out var waiter, out var wanted) && wanted <= revision)
            {
                _waiting.Dequeue();
                waiter.TrySetResult();
            }
        }
    }

    /// <summary>Completes when a revision is reached.</summary>
    public ValueTask WaitAsync(long revision, CancellationToken cancellationToken)
    {
        if (Revision >= revision)
        {
            return ValueTask.CompletedTask;
        }

        TaskCompletionSource waiter;
        lock (_sync)
        {
            if (_revision >= revision)
            {
                return ValueTask.CompletedTask;
            }

            waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiter, revision);
        }

        return new ValueTask(waiter.Task.WaitAsync(cancellationToken));
    }
}
