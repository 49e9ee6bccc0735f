using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Following;

namespace Orchestrator.Ledger.Sqlite;

/// <summary>A connection that reads. It never waits for the writer, and the writer never waits for it (WAL).</summary>
internal sealed class SqliteReader : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _read;

    public SqliteReader(string path)
    {
        _database = SqliteDatabase.Open(path);
        _read = _database.Prepare("SELECT revision, json FROM current_state WHERE key = ?");
    }

    /// <inheritdoc cref="ILedger.ReadAsync"/>
    public LedgerRecord? Read(in ObjectKey key)
    {
        Span<byte> buffer = stackalloc byte[KeyText.UsualLength];
        try
        {
            if (!_read.BindText(1, KeyText.Encode(key, buffer)).Step())
            {
                return null;
            }

            // The first revision of an object is not kept apart; a read tells what is there, not what happened.
            return new LedgerRecord(_read.Int64(0), ChangeType.Updated, key, _read.Bytes(1).ToArray());
        }
        finally
        {
            _read.Reset();
        }
    }

    /// <inheritdoc cref="ILedger.ReadCurrentAsync"/>
    public long ReadCurrent(Action<LedgerRecord> visit, CancellationToken cancellationToken) => InSnapshot(() =>
    {
        var revision = _database.ReadInt64("SELECT revision FROM ledger_head");
        var keys = new KeyReader();
        using var select = _database.Prepare("SELECT key, revision, json FROM current_state");
        while (select.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            visit(new LedgerRecord(select.Int64(1), ChangeType.Updated, keys.Read(select.Bytes(0)), select.Bytes(2).ToArray()));
        }

        return revision;
    });

    /// <inheritdoc cref="IHistoryReader.ReadHistoryAsync"/>
    public IReadOnlyList<LedgerRecord> ReadHistory(long after, CancellationToken cancellationToken) => InSnapshot(() =>
    {
        var partitions = SqliteSchema.Partitions(_database);
        if (after < HistoryPartition.Oldest(partitions))
        {
            throw new RevisionCompactedException(after, HistoryPartition.Oldest(partitions));
        }

        var page = new HistoryPage();
        var keys = new KeyReader();
        for (var i = Math.Max(0, partitions.FindLastIndex(partition => partition.First <= after + 1)); i < partitions.Count; i++)
        {
            using var select = _database.Prepare($"SELECT revision, batch_end, type, key, json FROM {partitions[i].Table} WHERE revision > ? ORDER BY revision");
            select.Bind(1, after);
            while (!page.IsFull && select.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var record = new LedgerRecord(select.Int64(0), (ChangeType)select.Int64(2), keys.Read(select.Bytes(3)), select.Bytes(4).ToArray());
                page.Add(record, select.Int64(1));
            }

            if (page.IsFull)
            {
                break;
            }
        }

        return page.Records;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _read.Dispose();
        _database.Dispose();
    }

    private T InSnapshot<T>(Func<T> read)
    {
        _database.Execute("BEGIN");
        try
        {
            return read();
        }
        finally
        {
            _database.Rollback();
        }
    }
}
