using System.Globalization;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Migrations;

namespace Orchestrator.Ledger.Sqlite;

/// <summary>What is in the file: the migrations that made it, and the tables of the history.</summary>
internal static class SqliteSchema
{
    /// <summary>Brings the schema up to date, all or nothing.</summary>
    public static void Migrate(SqliteDatabase database)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            var applied = database.ReadInt64("PRAGMA user_version");
            foreach (var step in Migration.After("Sqlite", applied))
            {
                database.Execute(step.Sql);
                database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {step.Number}"));
            }

            database.Execute("COMMIT");
        }
        finally
        {
            database.Rollback();
        }
    }

    /// <summary>The history's partitions, oldest first.</summary>
    public static List<HistoryPartition> Partitions(SqliteDatabase database)
    {
        using var select = database.Prepare("SELECT number, first_revision FROM history_partition ORDER BY number");
        var partitions = new List<HistoryPartition>();
        while (select.Step())
        {
            partitions.Add(new HistoryPartition(select.Int64(0), select.Int64(1)));
        }

        return partitions;
    }

    /// <summary>Makes a partition, inside the caller's transaction.</summary>
    public static void Create(SqliteDatabase database, HistoryPartition partition) => database.Execute(string.Create(CultureInfo.InvariantCulture, $"""
        CREATE TABLE {partition.Table} (
            revision INTEGER PRIMARY KEY,
            batch_end INTEGER NOT NULL,
            type INTEGER NOT NULL,
            key TEXT NOT NULL,
            json BLOB NOT NULL
        ) STRICT;
        INSERT INTO history_partition VALUES ({partition.Number}, {partition.First});
        """));

    /// <summary>Drops a partition, inside the caller's transaction.</summary>
    public static void Drop(SqliteDatabase database, HistoryPartition partition) => database.Execute(string.Create(
        CultureInfo.InvariantCulture,
        $"DROP TABLE {partition.Table}; DELETE FROM history_partition WHERE number = {partition.Number};"));
}
