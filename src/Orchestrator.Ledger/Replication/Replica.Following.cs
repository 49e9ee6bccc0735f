using Microsoft.Extensions.Logging;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Replication;

/// <content>Following the ledger, and starting over when its history has been dropped under a replica that was cut off from it.</content>
public sealed partial class Replica
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private async Task FollowAsync(CancellationToken stopped)
    {
        while (!stopped.IsCancellationRequested)
        {
            try
            {
                await foreach (var records in _ledger.FollowAsync(Revision, stopped))
                {
                    Apply(records);
                }
            }
            catch (OperationCanceledException) when (stopped.IsCancellationRequested)
            {
                return;
            }
            catch (RevisionCompactedException e)
            {
                Log.Compacted(_logger, e);
                await RetryAsync(ReloadAsync, stopped);
            }
            catch (LedgerUnavailableException e)
            {
                Log.Unavailable(_logger, e);
                await DelayAsync(stopped);
            }
            catch (Exception e)
            {
                // A group may have been applied in part: only the ledger knows the state.
                Log.Failed(_logger, e);
                await DelayAsync(stopped);
                await RetryAsync(ReloadAsync, stopped);
            }
        }
    }

    /// <summary>Reads everything anew and applies the difference; watches cannot be told what happened in between, so they end.</summary>
    private async Task ReloadAsync(CancellationToken stopped)
    {
        var records = new Dictionary<ObjectKey, LedgerRecord>();
        var revision = await _ledger.ReadCurrentAsync(record => records[record.Key] = record, stopped);
        lock (_applying)
        {
            _loaded = revision;
            _group.Clear();
            foreach (var record in Difference(records, revision))
            {
                var table = TableOf(record.Key.GroupResource);
                _group.Add((table, table.Edit(record)));
            }

            foreach (var table in _tables.Values)
            {
                table.Publish();
                table.Jump(revision, _woken);
            }

            foreach (var (_, change) in _group)
            {
                _observers.Tell(change);
            }

            _group.Clear();
            _gate.Reach(revision);
            WakeWatches();
        }
    }

    private List<LedgerRecord> Difference(Dictionary<ObjectKey, LedgerRecord> records, long revision)
    {
        var difference = new List<LedgerRecord>();
        foreach (var table in _tables.Values)
        {
            foreach (var entry in table.List(Revision))
            {
                if (!records.Remove(entry.Key, out var record))
                {
                    difference.Add(new LedgerRecord(revision, ChangeType.Deleted, entry.Key, entry.Json));
                }
                else if (record.Revision != entry.Revision)
                {
                    difference.Add(record);
                }
            }
        }

        difference.AddRange(records.Values.Select(static record => record with { Type = ChangeType.Created }));
        return difference;
    }

    private async Task RetryAsync(Func<CancellationToken, Task> work, CancellationToken stopped)
    {
        while (!stopped.IsCancellationRequested)
        {
            try
            {
                await work(stopped);
                return;
            }
            catch (LedgerUnavailableException e)
            {
                Log.Unavailable(_logger, e);
                await DelayAsync(stopped);
            }
        }
    }

    private Task DelayAsync(CancellationToken stopped) =>
        Task.Delay(RetryDelay, _time, stopped).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The replica holds {Count} objects at revision {Revision}")]
        public static partial void Loaded(ILogger logger, int count, long revision);

        [LoggerMessage(2, LogLevel.Warning, "The history that the replica was following has been dropped; it starts over")]
        public static partial void Compacted(ILogger logger, Exception reason);

        [LoggerMessage(5, LogLevel.Error, "A change could not be applied; the replica starts over")]
        public static partial void Failed(ILogger logger, Exception reason);

        [LoggerMessage(3, LogLevel.Warning, "The ledger cannot be followed; trying again")]
        public static partial void Unavailable(ILogger logger, Exception reason);
    }
}
