using System.Globalization;
using Orchestrator.Bench.Harness;
using SQLitePCL;

namespace Orchestrator.Bench.Baselines;

/// <summary>What the least that a store does costs in SQLite: a current and a history row of 1 KiB for each commit, 64 commits to a transaction, full durability.</summary>
internal static class RawSqlite
{
    private const int PerTransaction = 64;

    /// <summary>Writes so many rows of both kinds.</summary>
    public static Measurement Measure(string name, string path, int rows)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open_v2(path, out var database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null));
        using (database)
        {
            Check(raw.sqlite3_exec(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE history (revision INTEGER PRIMARY KEY, key TEXT, json BLOB); "
                + "CREATE TABLE current (key TEXT UNIQUE, revision INTEGER, json BLOB)"));
            Check(raw.sqlite3_prepare_v2(database, "INSERT INTO history VALUES (?1, ?2, ?3)", out var history));
            Check(raw.sqlite3_prepare_v2(database, "INSERT INTO current VALUES (?2, ?1, ?3)", out var current));
            using (history)
            using (current)
            {
                Write(database, history, current, 0, rows / 4);
                var clock = new Stopclock();
                Write(database, history, current, rows / 4, rows);
                return clock.Stop(name, rows);
            }
        }
    }

    private static void Write(sqlite3 database, sqlite3_stmt history, sqlite3_stmt current, int from, int count)
    {
        var json = new byte[1024];
        for (var i = from; i < from + count;)
        {
            Check(raw.sqlite3_exec(database, "BEGIN IMMEDIATE"));
            for (var last = Math.Min(i + PerTransaction, from + count); i < last; i++)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"core/configmaps/default/c{i}");
                Insert(history, i, key, json);
                Insert(current, i, key, json);
            }

            Check(raw.sqlite3_exec(database, "COMMIT"));
        }
    }

    private static void Insert(sqlite3_stmt statement, int revision, string key, byte[] json)
    {
        Check(raw.sqlite3_bind_int64(statement, 1, revision));
        Check(raw.sqlite3_bind_text(statement, 2, key));
        Check(raw.sqlite3_bind_blob(statement, 3, json));
        Check(raw.sqlite3_step(statement));
        Check(raw.sqlite3_reset(statement));
    }

    private static void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            throw new InvalidOperationException($"SQLite error {code}");
        }
    }
}
