using Orchestrator.Ledger.Commits;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Sqlite;

/// <summary>Writes groups. It holds the only connection that writes, so it knows the head without asking.</summary>
internal sealed class SqliteWriter : IGroupWriter
{
    private readonly Lock _sync = new();
    private readonly SqliteDatabase _database;
    private readonly int _partitionSize;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _update;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _moveHead;
    private SqliteStatement? _append;
    private HistoryPartition _partition;

    public SqliteWriter(string path, int partitionSize)
    {
        _partitionSize = partitionSize;
        _database = SqliteDatabase.Open(path);
        try
        {
            SqliteSchema.Migrate(_database);
            Head = _database.ReadInt64("SELECT revision FROM ledger_head");
            _partition = SqliteSchema.Partitions(_database).LastOrDefault();
            _begin = _database.Prepare("BEGIN IMMEDIATE");
            _commit = _database.Prepare("COMMIT");
            _find = _database.Prepare("SELECT id, revision FROM current_state WHERE key = ?");
            _insert = _database.Prepare("INSERT INTO current_state (key, revision, json) VALUES (?, ?, ?)");
            _update = _database.Prepare("UPDATE current_state SET revision = ?, json = ? WHERE id = ?");
            _delete = _database.Prepare("DELETE FROM current_state WHERE id = ?");
            _moveHead = _database.Prepare("UPDATE ledger_head SET revision = ?");
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    /// <summary>The newest committed revision.</summary>
    public long Head { get; private set; }

    /// <inheritdoc/>
    public void Write(CommitGroup group)
    {
        lock (_sync)
        {
            InTransaction(() =>
            {
                Find(group);
                group.Decide(Head);
                if (group.Records.Count > 0)
                {
                    WriteHistory(group);
                    WriteState(group);
                    _moveHead.Bind(1, group.Records[^1].Revision).Run();
                }
            });
            Head += group.Records.Count;
        }
    }

    /// <summary>Drops the partitions that hold only revisions up to the given one; returns the oldest revision that can be followed from.</summary>
    public long Compact(long revision)
    {
        lock (_sync)
        {
            // One transaction for each: dropping one takes milliseconds, during which commits wait.
            var partitions = SqliteSchema.Partitions(_database);
            for (var count = HistoryPartition.CountUpTo(partitions, revision); count > 0; count--)
            {
                InTransaction(() => SqliteSchema.Drop(_database, partitions[0]));
                partitions.RemoveAt(0);
            }

            return HistoryPartition.Oldest(partitions);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in (SqliteStatement?[])[_begin, _commit, _find, _insert, _update, _delete, _moveHead, _append])
        {
            statement?.Dispose();
        }

        _database.Dispose();
    }

    private void InTransaction(Action work)
    {
        _begin.Run();
        try
        {
            work();
            _commit.Run();
        }
        catch
        {
            // The transaction may have made a partition, which is gone now.
            _database.Rollback();
            UsePartition(SqliteSchema.Partitions(_database).LastOrDefault());
            throw;
        }
    }

    private void Find(CommitGroup group)
    {
        Span<byte> buffer = stackalloc byte[KeyText.UsualLength];
        for (var i = 0; i < group.Keys.Count; i++)
        {
            var state = group.Keys[i];
            if (_find.BindText(1, KeyText.Encode(state.Key, buffer)).Step())
            {
                state.RowId = _find.Int64(0);
                state.Revision = _find.Int64(1);
            }

            _find.Reset();
        }
    }

    private void WriteHistory(CommitGroup group)
    {
        var append = AppendTo(_partition.For(group.Records[0].Revision, _partitionSize));
        Span<byte> buffer = stackalloc byte[KeyText.UsualLength];
        for (var i = 0; i < group.Records.Count; i++)
        {
            var record = group.Records[i];
            append.Bind(1, record.Revision)
                .Bind(2, group.BatchEnds[i])
                .Bind(3, (long)record.Type)
                .BindText(4, KeyText.Encode(record.Key, buffer))
                .BindBlob(5, record.Json.Span)
                .Run();
        }
    }

    private void WriteState(CommitGroup group)
    {
        Span<byte> buffer = stackalloc byte[KeyText.UsualLength];
        for (var i = 0; i < group.Keys.Count; i++)
        {
            var state = group.Keys[i];
            switch (state.Newest)
            {
                case null:
                    break;
                case { Type: ChangeType.Deleted } when state.RowId != 0:
                    _delete.Bind(1, state.RowId).Run();
                    break;
                case { Type: ChangeType.Deleted }:
                    break;
                case var record when state.RowId == 0:
                    _insert.BindText(1, KeyText.Encode(state.Key, buffer)).Bind(2, record.Revision).BindBlob(3, record.Json.Span).Run();
                    break;
                case var record:
                    _update.Bind(1, record.Revision).BindBlob(2, record.Json.Span).Bind(3, state.RowId).Run();
                    break;
            }
        }
    }

    private SqliteStatement AppendTo(HistoryPartition partition)
    {
        if (partition != _partition)
        {
            SqliteSchema.Create(_database, partition);
            UsePartition(partition);
        }

        return _append ??= _database.Prepare($"INSERT INTO {partition.Table} (revision, batch_end, type, key, json) VALUES (?, ?, ?, ?, ?)");
    }

    private void UsePartition(HistoryPartition partition)
    {
        _append?.Dispose();
        _append = null;
        _partition = partition;
    }
}
