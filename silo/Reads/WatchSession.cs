using System.Diagnostics;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.Reads;

/// <summary>
/// One watcher's loop: initial objects, then everything that is pending in one flush, then waiting. With a selector an object that
/// starts to match is ADDED and one that stops is DELETED, whatever happened to it (the watch concept of the API).
/// </summary>
internal sealed class WatchSession(IReplicaWatch watch, WatchStream stream, ObjectSelector? selector, ReadOptions options, long after, WatchTicker ticker)
{
    private static readonly TimeSpan BookmarkPeriod = TimeSpan.FromMinutes(1);
    private readonly long _after = after;
    private long _sent = after;
    private CancellationTokenSource _period = new();
    private long _flushed;

    /// <summary>Runs until <paramref name="end"/>, or until the watch is cut off for being too slow.</summary>
    public async Task RunAsync(ReplicaSnapshot? initial, string namespaceName, CancellationToken end)
    {
        try
        {
            if (initial is not null)
            {
                await SendInitialAsync(initial, namespaceName, end).ConfigureAwait(false);
            }

            StartPeriod(BookmarkPeriod * (0.5 + (0.5 * Random.Shared.NextDouble())), end); // spread, so that watches do not all write at once
            await stream.FlushAsync(end).ConfigureAwait(false); // the headers at least: the client knows that the watch stands
            while (await FollowAsync(end).ConfigureAwait(false))
            {
                await SendPendingAsync(end).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            if (options.AllowWatchBookmarks && !stream.Aborted && watch.Revision > _sent)
            {
                stream.WriteBookmark(watch.Revision, initialEventsEnd: false); // lets the client go on from here
            }
        }
        finally
        {
            _period.Dispose();
        }
    }

    private async Task SendInitialAsync(ReplicaSnapshot initial, string namespaceName, CancellationToken end)
    {
        foreach (var entry in initial.In(namespaceName.Length == 0 ? null : namespaceName))
        {
            if (selector is null || selector.Matches(entry))
            {
                stream.Write(ChangeType.Created, entry);
                await stream.FlushIfFullAsync(end).ConfigureAwait(false);
            }
        }

        if (options is { SendInitialEvents: true, AllowWatchBookmarks: true })
        {
            stream.WriteBookmark(initial.Revision, initialEventsEnd: true);
        }
    }

    /// <summary>Waits for something to send; sends a bookmark whenever one is due meanwhile. False when the watch was cut off.</summary>
    private async ValueTask<bool> FollowAsync(CancellationToken end)
    {
        while (true)
        {
            try
            {
                return await watch.WaitAsync(_period.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!end.IsCancellationRequested)
            {
                WriteBookmark();
                await stream.FlushAsync(end).ConfigureAwait(false);
                StartPeriod(BookmarkPeriod, end);
            }
        }
    }

    /// <summary>One source for the end of the watch and the next bookmark, so that a wait costs one registration.</summary>
    private void StartPeriod(TimeSpan length, CancellationToken end)
    {
        _period.Dispose();
        _period = CancellationTokenSource.CreateLinkedTokenSource(end);
        if (options.AllowWatchBookmarks)
        {
            _period.CancelAfter(length);
        }
    }

    private async ValueTask SendPendingAsync(CancellationToken end)
    {
        if (Stopwatch.GetElapsedTime(_flushed) < WatchTicker.Interval)
        {
            await ticker.NextAsync().ConfigureAwait(false);
        }

        var wrote = false;
        while (watch.TryRead(out var change))
        {
            wrote |= Send(change);
            await stream.FlushIfFullAsync(end).ConfigureAwait(false);
        }

        if (wrote)
        {
            _flushed = Stopwatch.GetTimestamp();
            await stream.FlushAsync(end).ConfigureAwait(false);
        }
    }

    private void WriteBookmark()
    {
        _sent = Math.Max(_sent, watch.Revision);
        stream.WriteBookmark(_sent, initialEventsEnd: false);
    }

    private bool Send(ReplicaChange change)
    {
        if (change.Revision <= _after)
        {
            return false; // a watch from a revision that was yet to come
        }

        _sent = change.Revision;
        if (selector is null)
        {
            stream.Write(change);
            return true;
        }

        var matched = change.Previous is { } previous && selector.Matches(previous);
        var matches = change.Type != ChangeType.Deleted && selector.Matches(change.Entry);
        switch (matched, matches)
        {
            case (true, true):
                stream.Write(change);
                return true;
            case (false, true):
                stream.Write(ChangeType.Created, change.Entry);
                return true;
            case (true, false):
                WriteDeparture(change);
                return true;
            default:
                return false;
        }
    }

    private void WriteDeparture(ReplicaChange change)
    {
        if (change.Type == ChangeType.Deleted)
        {
            stream.Write(change);
        }
        else
        {
            stream.Write(ChangeType.Deleted, RevisionStamp.Apply(change.Previous!, change.Revision));
        }
    }
}
