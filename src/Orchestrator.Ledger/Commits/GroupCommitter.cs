using System.Diagnostics;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Diagnostics;
using Orchestrator.Ledger.Following;

namespace Orchestrator.Ledger.Commits;

/// <summary>
/// Group commit: the batches that arrive while a transaction runs share the next one. A lonely batch never waits for company.
/// One thread of its own does the writing, since a transaction blocks on the disk or the network and the thread pool is small.
/// <list type="number">
/// <item>Callers queue their batches.</item>
/// <item>The thread takes all that wait, up to <see cref="LargestGroup"/> mutations.</item>
/// <item>The store writes them in one transaction and returns when it is durable.</item>
/// <item>The feed hands the records to the followers in this process, on this thread: the replica has them before the caller goes on.</item>
/// <item>The callers get their answers.</item>
/// </list>
/// </summary>
internal sealed class GroupCommitter : IAsyncDisposable
{
    /// <summary>How many mutations share a transaction at most; one batch may hold more.</summary>
    public const int LargestGroup = 512;

    private readonly Lock _sync = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly IGroupWriter _writer;
    private readonly CommitFeed _feed;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<PendingBatch> _queue = [];
    private bool _waiting;
    private bool _closed;

    public GroupCommitter(IGroupWriter writer, CommitFeed feed)
    {
        _writer = writer;
        _feed = feed;
        _thread = new Thread(Run) { IsBackground = true, Name = "ledger writer" };
        _thread.Start();
    }

    /// <inheritdoc cref="ILedger.CommitAsync"/>
    public Task<CommitResult> CommitAsync(IReadOnlyList<Mutation> batch, CancellationToken cancellationToken)
    {
        PendingBatch.Check(batch);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<CommitResult>(cancellationToken);
        }

        // (1)
        var pending = new PendingBatch(batch);
        bool wake;
        lock (_sync)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _queue.Enqueue(pending);
            (wake, _waiting) = (_waiting, false);
        }

        if (wake)
        {
            _arrived.Release();
        }

        return cancellationToken.CanBeCanceled ? pending.Task.WaitAsync(cancellationToken) : pending.Task;
    }

    /// <summary>Lets the batches that wait be written, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        bool wake;
        lock (_sync)
        {
            _closed = true;
            (wake, _waiting) = (_waiting, false);
        }

        if (wake)
        {
            _arrived.Release();
        }

        await _ended.Task;
        _writer.Dispose();
        _arrived.Dispose();
    }

    private void Run()
    {
        while (Take() is { } batches)
        {
            Commit(batches);
        }

        _ended.SetResult();
    }

    // (2)
    private List<PendingBatch>? Take()
    {
        while (true)
        {
            lock (_sync)
            {
                if (_queue.Count > 0)
                {
                    var batches = new List<PendingBatch>();
                    for (var size = 0; _queue.TryPeek(out var next) && (size == 0 || size + next.Mutations.Count <= LargestGroup); size += next.Mutations.Count)
                    {
                        batches.Add(_queue.Dequeue());
                    }

                    return batches;
                }

                if (_closed)
                {
                    return null;
                }

                _waiting = true;
            }

            _arrived.Wait();
        }
    }

    private void Commit(List<PendingBatch> batches)
    {
        var group = new CommitGroup(batches);
        try
        {
            // (3)
            var started = Stopwatch.GetTimestamp();
            _writer.Write(group);
            LedgerMetrics.Committed(started, batches.Count, group.Records);
        }
        catch (LedgerUnavailableException e)
        {
            LedgerMetrics.Failed();
            Fail(batches, e);
            return;
        }
        catch (Exception e) when (batches.Count == 1)
        {
            Fail(batches, new LedgerUnavailableException("the store refused the commit", e));
            return;
        }
        catch (Exception)
        {
            // One batch that the store cannot take must not hurt the others of its group.
            batches.ForEach(batch => Commit([batch]));
            return;
        }

        // (4)
        if (group.Records.Count > 0)
        {
            _feed.Publish(group.Records);
        }

        // (5)
        foreach (var batch in batches)
        {
            batch.SetResult(batch.Decision!);
        }
    }

    private static void Fail(List<PendingBatch> batches, LedgerUnavailableException reason)
    {
        foreach (var batch in batches)
        {
            batch.SetException(reason);
        }
    }
}
