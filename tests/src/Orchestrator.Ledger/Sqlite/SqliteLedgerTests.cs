using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Sqlite;
using static Orchestrator.Ledger.Tests.Objects;

namespace Orchestrator.Ledger.Tests.Sqlite;

public sealed class SqliteLedgerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_has_one_process_that_uses_it()
    {
        await using var first = SqliteLedger.Open(_folder["ledger.db"]);

        Should.Throw<LedgerUnavailableException>(() => SqliteLedger.Open(_folder["ledger.db"])).Message.ShouldContain("ledger.db");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var bytes = new byte[8192];
        Random.Shared.NextBytes(bytes);
        await File.WriteAllBytesAsync(_folder["ledger.db"], bytes);

        Should.Throw<LedgerUnavailableException>(() => SqliteLedger.Open(_folder["ledger.db"])).Message.ShouldContain("not a database");

        (await File.ReadAllBytesAsync(_folder["ledger.db"])).ShouldBe(bytes);
    }

    [Fact]
    public async Task A_schema_of_a_newer_version_is_refused()
    {
        await SqliteLedger.Open(_folder["ledger.db"]).DisposeAsync();
        using (var database = SqliteDatabase.Open(_folder["ledger.db"]))
        {
            database.Execute("PRAGMA user_version = 9999");
        }

        Should.Throw<InvalidOperationException>(() => SqliteLedger.Open(_folder["ledger.db"])).Message.ShouldContain("newer version");
    }

    [Fact]
    public async Task The_log_is_flushed_at_each_commit()
    {
        await using var ledger = SqliteLedger.Open(_folder["ledger.db"]);
        await ledger.WriteAsync(Create(Pod("a")));

        using var database = SqliteDatabase.Open(_folder["ledger.db"]);
        database.ReadInt64("PRAGMA synchronous").ShouldBe(2);
        new FileInfo(_folder["ledger.db-wal"]).Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_batch_that_the_store_cannot_take_fails_alone()
    {
        await using var ledger = SqliteLedger.Open(_folder["ledger.db"]);
        using (var database = SqliteDatabase.Open(_folder["ledger.db"]))
        {
            database.Execute("CREATE TRIGGER refuse BEFORE INSERT ON current_state WHEN new.key LIKE '%/bad' BEGIN SELECT RAISE(ABORT, 'refused'); END");
        }

        var tasks = Enumerable.Range(0, 20).Select(i => ledger.CommitAsync(Create(Pod($"a{i}")))).ToList();
        var bad = ledger.CommitAsync(Create(Pod("bad")));
        tasks.AddRange(Enumerable.Range(20, 20).Select(i => ledger.CommitAsync(Create(Pod($"a{i}")))));

        (await Task.WhenAll(tasks)).ShouldAllBe(result => result.Committed);
        (await Should.ThrowAsync<LedgerUnavailableException>(() => bad)).InnerException!.Message.ShouldContain("refused");
        (await ledger.GetRevisionAsync()).ShouldBe(40);
    }
}
