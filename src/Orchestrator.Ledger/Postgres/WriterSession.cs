using Npgsql;
using NpgsqlTypes;
using Orchestrator.Ledger.Commits;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Postgres;

/// <summary>The writer's connection with its prepared statements; made anew when it breaks.</summary>
internal sealed class WriterSession : IDisposable
{
    // The plans must not depend on how large the tables were when the statements were prepared, and are not worth compiling. Who holds the head and does not
    // go on (a stopped process) must not hold up the others.
    private const string Settings = """
        SET enable_seqscan = off;
        SET jit = off;
        SET plan_cache_mode = force_generic_plan;
        SET idle_in_transaction_session_timeout = '10s';
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
        """;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlBatch _begin;
    private readonly NpgsqlParameter<List<string>> _keys = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, TypedValue = [] };
    private readonly Dictionary<string, KeyState> _statesByText = new(StringComparer.Ordinal);
    private readonly GroupParameters _parameters = new();
    private NpgsqlBatch? _commit;

    private WriterSession(NpgsqlConnection connection)
    {
        _connection = connection;
        _begin = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL READ COMMITTED"),
                new NpgsqlBatchCommand("SELECT revision, partition_number, partition_first, pg_current_xact_id()::text FROM ledger_head FOR UPDATE"),
                new NpgsqlBatchCommand("SELECT key, revision FROM current_state WHERE key = ANY($1)") { Parameters = { _keys } },
            },
        };
    }

    /// <summary>The server's process that serves this connection.</summary>
    public int ProcessId => _connection.ProcessID;

    /// <summary>The newest committed revision, while the transaction holds it.</summary>
    public long Head { get; private set; }

    /// <summary>The history partition that is being written.</summary>
    public HistoryPartition Partition { get; private set; }

    /// <summary>The transaction's id; null before there was one.</summary>
    public string? TransactionId { get; private set; }

    /// <summary>Whether the transaction may have been committed.</summary>
    public bool CommitSent { get; private set; }

    /// <summary>Connects and prepares.</summary>
    public static WriterSession Open(NpgsqlDataSource source)
    {
        var connection = source.OpenConnection();
        try
        {
            using var settings = new NpgsqlCommand(Settings, connection);
            settings.ExecuteNonQuery();
            var session = new WriterSession(connection);
            session._begin.Prepare();
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The first round trip: begins a transaction, takes the head, and fills in the group's revisions.</summary>
    public void Begin(CommitGroup group)
    {
        CommitSent = false;
        TransactionId = null;
        _statesByText.Clear();
        _keys.TypedValue!.Clear();
        foreach (var state in group.Keys)
        {
            var text = state.Key.ToString();
            _statesByText.Add(text, state);
            _keys.TypedValue.Add(text);
        }

        using var rows = _begin.ExecuteReader();
        rows.Read();
        var partition = new HistoryPartition(rows.GetInt64(1), rows.GetInt64(2));
        (Head, TransactionId) = (rows.GetInt64(0), rows.GetString(3));
        UsePartition(partition);
        rows.NextResult();
        while (rows.Read())
        {
            _statesByText[rows.GetString(0)].Revision = rows.GetInt64(1);
        }
    }

    /// <summary>The second round trip: writes what passed and commits.</summary>
    public void Commit(CommitGroup group, HistoryPartition partition)
    {
        if (partition != Partition)
        {
            using var create = new NpgsqlCommand(PostgresSchema.CreateSql(partition), _connection);
            create.ExecuteNonQuery();
            UsePartition(partition);
        }

        _parameters.Fill(group, partition);
        var commit = _commit ??= PrepareCommit(partition);
        CommitSent = true;
        commit.ExecuteNonQuery();
        CommitSent = false;
    }

    /// <summary>Ends a transaction that wrote nothing.</summary>
    public void Rollback()
    {
        using var rollback = new NpgsqlCommand("ROLLBACK", _connection);
        rollback.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _begin.Dispose();
        _commit?.Dispose();
        _connection.Dispose();
    }

    private void UsePartition(HistoryPartition partition)
    {
        if (Partition != partition)
        {
            Partition = partition;
            _commit?.Dispose();
            _commit = null;
        }
    }

    private NpgsqlBatch PrepareCommit(HistoryPartition partition)
    {
        var commit = new NpgsqlBatch(_connection)
        {
            BatchCommands =
            {
                _parameters.WriteCommand($"""
                    WITH change AS MATERIALIZED (
                        SELECT * FROM unnest($1, $2, $3, $4, $5, $6) AS change (revision, batch_end, type, key, json, stays)
                    ), appended AS (
                        INSERT INTO {partition.Table} (revision, batch_end, type, key, json)
                        SELECT revision, batch_end, type, key, json FROM change
                    ), gone AS (
                        DELETE FROM current_state WHERE key = ANY($7)
                    )
                    INSERT INTO current_state (key, revision, json)
                    SELECT key, revision, json FROM change WHERE stays
                    ON CONFLICT (key) DO UPDATE SET revision = excluded.revision, json = excluded.json
                    """),
                _parameters.HeadCommand("UPDATE ledger_head SET revision = $1, partition_number = $2, partition_first = $3"),
                _parameters.NotifyCommand($"SELECT pg_notify('{PostgresListener.Channel}', $1)"),
                new NpgsqlBatchCommand("COMMIT"),
            },
        };
        commit.Prepare();
        return commit;
    }
}
