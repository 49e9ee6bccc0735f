using System.Threading.Tasks.Sources;

namespace Orchestrator.Ledger.Replication;

/// <summary>A watch: a place in the log of a resource. Waiting allocates nothing: the watch is its own awaitable.</summary>
internal sealed class ReplicaWatch(ChangeLog log, IReplica replica, string? namespaceName, long start) : IReplicaWatch, IValueTaskSource<bool>
{
    private ManualResetValueTaskSourceCore<bool> _wait = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private WatchList? _waiting;
    private long _next = log.PlaceAfter(start);
    private readonly long _after = start;
    private long _handedOut;
    private bool _cutOff;

    /// <summary>Only changes of this namespace; null for all.</summary>
    public string? Namespace { get; } = namespaceName;

    /// <summary>The list that the watch waits in; null when it does not wait. Set under the log's lock.</summary>
    public WatchList? Waiting
    {
        get => Volatile.Read(ref _waiting);
        set => Volatile.Write(ref _waiting, value);
    }

    /// <summary>The neighbour in that list.</summary>
    public ReplicaWatch? Before { get; set; }

    /// <summary>The neighbour in that list.</summary>
    public ReplicaWatch? After { get; set; }

    /// <inheritdoc/>
    public long Revision
    {
        get
        {
            // In this order: all changes up to a revision are in the log before the replica says so.
            var applied = Math.Max(replica.Revision, _after);
            if (Waiting is not null)
            {
                return applied;
            }

            if (HasNext())
            {
                return _cutOff ? LastHandedOut : Math.Max(LastHandedOut, log.At(_next)?.Revision - 1 ?? 0);
            }

            return applied;
        }
    }

    private long LastHandedOut => Math.Max(_handedOut, _after);

    /// <inheritdoc/>
    public bool TryRead(out ReplicaChange change)
    {
        if (HasNext() && !_cutOff && log.At(_next) is { } next)
        {
            _next++;
            _handedOut = next.Revision;
            change = next;
            return true;
        }

        change = null!;
        return false;
    }

    /// <inheritdoc/>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }

        if (!HasNext())
        {
            _wait.Reset();
            var version = _wait.Version;
            if (log.TryWait(this))
            {
                if (cancellationToken.CanBeCanceled)
                {
                    _cancellation = cancellationToken.UnsafeRegister(static (watch, token) => ((ReplicaWatch)watch!).Cancel(token), this);
                }

                return new ValueTask<bool>(this, version);
            }
        }

        return ValueTask.FromResult(!_cutOff && !log.IsCut);
    }

    /// <summary>
    /// Whether there is something to say to the reader: a change that concerns it, or that it was cut off.
    /// Goes past the changes that do not concern it.
    /// </summary>
    public bool HasNext()
    {
        while (!_cutOff && _next < log.End)
        {
            var change = log.At(_next);
            _cutOff = change is null;
            if (_cutOff || Concerns(change!))
            {
                return true;
            }

            _next++;
        }

        return _cutOff;
    }

    /// <summary>Moves a waiting watch to the change that wakes it: what lies between does not concern it, and may have left the window.</summary>
    public void GoOnAt(long? place) => _next = place ?? _next;

    /// <summary>Ends the wait. The watch has been taken out of its list.</summary>
    public void Wake() => _wait.SetResult(!log.IsCut);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (log.StopWaiting(this))
        {
            _wait.SetResult(false);
        }
    }

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        _cancellation.Dispose();
        return _wait.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken token)
    {
        if (log.StopWaiting(this))
        {
            _wait.SetException(new OperationCanceledException(token));
        }
    }

    private bool Concerns(ReplicaChange change) =>
        change.Revision > _after && (Namespace is null || string.Equals(change.Entry.Key.Namespace, Namespace, StringComparison.Ordinal));
}
