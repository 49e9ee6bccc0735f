using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Commits;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Following;

namespace Orchestrator.Ledger.Postgres;

/// <summary>The ledger of a cluster of silos: a PostgreSQL database (13 or newer) that all of them write.</summary>
public sealed class PostgresLedger : ILedger
{
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlDataSource _writerSource;
    private readonly CommitFeed _feed;
    private readonly GroupCommitter _committer;
    private readonly HistoryFollower _follower;
    private readonly PostgresListener _listener;
    private bool _disposed;

    private PostgresLedger(string connectionString, NpgsqlDataSource source, long head, int partitionSize, ILogger logger)
    {
        _source = source;
        _feed = new CommitFeed(head);

        // The writer's connection is closed for good when something is wrong with it, so that the server lets go of what it held.
        _writerSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        var writer = new PostgresWriter(_writerSource, source, partitionSize);
        _committer = new GroupCommitter(writer, _feed);
        _follower = new HistoryFollower(_feed, new PostgresHistory(source, logger));
        _listener = new PostgresListener(source, writer, _feed, logger);
        _listener.Start();
    }

    /// <summary>Connects, and creates the schema or brings it up to date.</summary>
    /// <param name="connectionString">As Npgsql understands it; the tables are in the first schema of its search path.</param>
    /// <param name="logger">Hears of lost connections.</param>
    /// <param name="partitionSize">How many revisions a history partition holds.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="LedgerUnavailableException">The database cannot be reached or used.</exception>
    public static async Task<PostgresLedger> OpenAsync(
        string connectionString, ILogger<PostgresLedger>? logger = null, int partitionSize = 100_000, CancellationToken cancellationToken = default)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        try
        {
            await PostgresSchema.MigrateAsync(source, cancellationToken);
            var head = await ReadHeadAsync(source, cancellationToken);
            return new PostgresLedger(connectionString, source, head, partitionSize, logger ?? NullLogger<PostgresLedger>.Instance);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
        {
            await source.DisposeAsync();
            throw new LedgerUnavailableException($"cannot open the ledger's database: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<long> GetRevisionAsync(CancellationToken cancellationToken)
    {
        var revision = await GuardAsync(() => ReadHeadAsync(_source, cancellationToken));
        _feed.Announce(revision);
        return revision;
    }

    /// <inheritdoc/>
    public async ValueTask<LedgerRecord?> ReadAsync(ObjectKey key, CancellationToken cancellationToken) => await GuardAsync(async () =>
    {
        await using var select = _source.CreateCommand("SELECT revision, json FROM current_state WHERE key = $1");
        select.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.ToString() });
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken)
            ? new LedgerRecord(rows.GetInt64(0), ChangeType.Updated, key, await rows.GetFieldValueAsync<byte[]>(1, cancellationToken))
            : null;
    });

    /// <inheritdoc/>
    public Task<long> ReadCurrentAsync(Action<LedgerRecord> visit, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new("SELECT revision FROM ledger_head"), new("SELECT key, revision, json FROM current_state") },
        };
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        var revision = rows.GetInt64(0);
        await rows.NextResultAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            visit(new LedgerRecord(rows.GetInt64(1), ChangeType.Updated, ObjectKey.Parse(rows.GetString(0)), rows.GetFieldValue<byte[]>(2)));
        }

        return revision;
    });

    /// <inheritdoc/>
    public Task<CommitResult> CommitAsync(IReadOnlyList<Mutation> batch, CancellationToken cancellationToken) =>
        _committer.CommitAsync(batch, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<IReadOnlyList<LedgerRecord>> FollowAsync(long after, CancellationToken cancellationToken) =>
        _follower.FollowAsync(after, cancellationToken);

    /// <inheritdoc/>
    public Task<long> CompactAsync(long revision, CancellationToken cancellationToken) =>
        GuardAsync(() => PostgresSchema.CompactAsync(_source, revision, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _committer.DisposeAsync();
        await _listener.DisposeAsync();
        await _writerSource.DisposeAsync();
        await _source.DisposeAsync();
    }

    private static async Task<long> ReadHeadAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var select = source.CreateCommand("SELECT revision FROM ledger_head");
        return (long)(await select.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
        {
            throw new LedgerUnavailableException("the database could not be used", e);
        }
    }
}
