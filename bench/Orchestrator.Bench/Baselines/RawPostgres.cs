using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Orchestrator.Bench.Harness;

namespace Orchestrator.Bench.Baselines;

/// <summary>What the least that a store does costs in PostgreSQL: a current and a history row of 1 KiB for each commit, 64 commits to a statement.</summary>
internal static class RawPostgres
{
    private const int PerTransaction = 64;

    /// <summary>Writes so many rows of both kinds.</summary>
    public static async Task<Measurement> MeasureAsync(string name, string connectionString, int rows, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using (var create = new NpgsqlCommand(
            "CREATE TABLE raw_history (revision bigint PRIMARY KEY, key text, json bytea); CREATE TABLE raw_current (key text PRIMARY KEY, revision bigint, json bytea)", connection))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        await WriteAsync(connection, 0, rows / 4, cancellationToken);
        var clock = new Stopclock();
        await WriteAsync(connection, rows / 4, rows, cancellationToken);
        return clock.Stop(name, rows);
    }

    private static async Task WriteAsync(NpgsqlConnection connection, int from, int count, CancellationToken cancellationToken)
    {
        var revisions = new NpgsqlParameter<long[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, TypedValue = new long[PerTransaction] };
        var keys = new NpgsqlParameter<string[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, TypedValue = new string[PerTransaction] };
        var jsons = new NpgsqlParameter<byte[][]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea, TypedValue = [.. Enumerable.Repeat(new byte[1024], PerTransaction)] };
        await using var write = new NpgsqlCommand(
            "WITH row AS (SELECT * FROM unnest($1, $2, $3) AS row (revision, key, json)), history AS (INSERT INTO raw_history SELECT revision, key, json FROM row) "
            + "INSERT INTO raw_current SELECT key, revision, json FROM row", connection)
        {
            Parameters = { revisions, keys, jsons },
        };
        await write.PrepareAsync(cancellationToken);
        for (var i = from; i + PerTransaction <= from + count; i += PerTransaction)
        {
            for (var j = 0; j < PerTransaction; j++)
            {
                revisions.TypedValue[j] = i + j;
                keys.TypedValue[j] = string.Create(CultureInfo.InvariantCulture, $"core/configmaps/default/c{i + j}");
            }

            await write.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
