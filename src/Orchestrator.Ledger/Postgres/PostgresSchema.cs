using System.Globalization;
using Npgsql;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Migrations;

namespace Orchestrator.Ledger.Postgres;

/// <summary>What is in the database: the migrations that made it, and the tables of the history.</summary>
internal static class PostgresSchema
{
    /// <summary>Guards the schema: migrations, and the dropping of partitions. Any number that no other program takes.</summary>
    private const long LockNumber = 0x6C65_6467_6572;

    /// <summary>Brings the schema up to date, all or nothing; silos that start at once do it in turn.</summary>
    public static async Task MigrateAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(connection, cancellationToken);
        await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS ledger_migration (number int PRIMARY KEY, name text NOT NULL, applied timestamptz NOT NULL DEFAULT now())", cancellationToken);
        await using var last = new NpgsqlCommand("SELECT coalesce(max(number), 0) FROM ledger_migration", connection);
        var applied = (int)(await last.ExecuteScalarAsync(cancellationToken))!;
        foreach (var step in Migration.After("Postgres", applied))
        {
            await ExecuteAsync(connection, step.Sql, cancellationToken);
            await using var insert = new NpgsqlCommand("INSERT INTO ledger_migration (number, name) VALUES ($1, $2)", connection);
            insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = step.Number });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = step.Name });
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The history's partitions, oldest first.</summary>
    public static async Task<List<HistoryPartition>> PartitionsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var select = new NpgsqlCommand("SELECT number, first_revision FROM history_partition ORDER BY number", connection);
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        var partitions = new List<HistoryPartition>();
        while (await rows.ReadAsync(cancellationToken))
        {
            partitions.Add(new HistoryPartition(rows.GetInt64(0), rows.GetInt64(1)));
        }

        return partitions;
    }

    /// <summary>What makes a partition, inside the transaction of the writer that needs it.</summary>
    public static string CreateSql(HistoryPartition partition) => string.Create(CultureInfo.InvariantCulture, $"""
        CREATE TABLE {partition.Table} (
            revision bigint PRIMARY KEY,
            batch_end bigint NOT NULL,
            type int NOT NULL,
            key text COLLATE "C" NOT NULL,
            json bytea NOT NULL
        );
        ALTER TABLE {partition.Table} ALTER COLUMN json SET STORAGE EXTERNAL;
        INSERT INTO history_partition VALUES ({partition.Number}, {partition.First});
        """);

    /// <summary>Drops the partitions that hold only revisions up to the given one; returns the oldest revision that can be followed from.</summary>
    public static async Task<long> CompactAsync(NpgsqlDataSource source, long revision, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        while (true)
        {
            // One transaction for each: a table that is being read is waited for, but not for long, and tried again another time.
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await LockAsync(connection, cancellationToken);
            var partitions = await PartitionsAsync(connection, cancellationToken);
            if (HistoryPartition.CountUpTo(partitions, revision) == 0)
            {
                return HistoryPartition.Oldest(partitions);
            }

            try
            {
                await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"""
                    SET LOCAL lock_timeout = '2s';
                    DELETE FROM history_partition WHERE number = {partitions[0].Number};
                    DROP TABLE {partitions[0].Table};
                    """), cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                return HistoryPartition.Oldest(partitions);
            }
        }
    }

    private static Task LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({LockNumber})"), cancellationToken);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
