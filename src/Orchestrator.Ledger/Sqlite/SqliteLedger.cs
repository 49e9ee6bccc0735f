using System.Collections.Concurrent;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Commits;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Following;

namespace Orchestrator.Ledger.Sqlite;

/// <summary>
/// The ledger of a single machine: one SQLite file, written by one process at a time, which a lock file ensures.
/// Durability is full: a commit returns after the write-ahead log has been flushed to the disk.
/// </summary>
public sealed class SqliteLedger : ILedger, IHistoryReader
{
    private readonly string _path;
    private readonly FileStream _lock;
    private readonly SqliteWriter _writer;
    private readonly CommitFeed _feed;
    private readonly GroupCommitter _committer;
    private readonly HistoryFollower _follower;
    private readonly ConcurrentBag<SqliteReader> _readers = [];
    private bool _disposed;

    private SqliteLedger(string path, FileStream fileLock, SqliteWriter writer)
    {
        _path = path;
        _lock = fileLock;
        _writer = writer;
        _feed = new CommitFeed(writer.Head);
        _committer = new GroupCommitter(writer, _feed);
        _follower = new HistoryFollower(_feed, this);
    }

    /// <summary>Opens the file, creating it and its schema if needed.</summary>
    /// <param name="path">The database file; SQLite keeps more files beside it.</param>
    /// <param name="partitionSize">How many revisions a history partition holds.</param>
    /// <exception cref="LedgerUnavailableException">Another process uses the file, or it cannot be opened.</exception>
    public static SqliteLedger Open(string path, int partitionSize = 20_000)
    {
        path = Path.GetFullPath(path);
        FileStream? fileLock = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            fileLock = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new SqliteLedger(path, fileLock, new SqliteWriter(path, partitionSize));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteErrorException)
        {
            fileLock?.Dispose();
            throw new LedgerUnavailableException($"cannot open the ledger '{path}': {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> GetRevisionAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_feed.Known);

    /// <inheritdoc/>
    public ValueTask<LedgerRecord?> ReadAsync(ObjectKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(reader => reader.Read(key)));

    /// <inheritdoc/>
    public Task<long> ReadCurrentAsync(Action<LedgerRecord> visit, CancellationToken cancellationToken) =>
        Task.Run(() => Read(reader => reader.ReadCurrent(visit, cancellationToken)), cancellationToken);

    /// <inheritdoc/>
    public Task<CommitResult> CommitAsync(IReadOnlyList<Mutation> batch, CancellationToken cancellationToken) =>
        _committer.CommitAsync(batch, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<IReadOnlyList<LedgerRecord>> FollowAsync(long after, CancellationToken cancellationToken) =>
        _follower.FollowAsync(after, cancellationToken);

    /// <inheritdoc/>
    public Task<long> CompactAsync(long revision, CancellationToken cancellationToken) =>
        Task.Run(() => Guard(() => _writer.Compact(revision)), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _committer.DisposeAsync();
        foreach (var reader in _readers)
        {
            reader.Dispose();
        }

        await _lock.DisposeAsync();
    }

    /// <inheritdoc/>
    ValueTask<IReadOnlyList<LedgerRecord>> IHistoryReader.ReadHistoryAsync(long after, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(reader => reader.ReadHistory(after, cancellationToken)));

    private T Read<T>(Func<SqliteReader, T> read) => Guard(() =>
    {
        if (!_readers.TryTake(out var reader))
        {
            reader = new SqliteReader(_path);
        }

        try
        {
            return read(reader);
        }
        finally
        {
            _readers.Add(reader);
        }
    });

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteErrorException e)
        {
            throw new LedgerUnavailableException("the ledger's file could not be used", e);
        }
    }
}
