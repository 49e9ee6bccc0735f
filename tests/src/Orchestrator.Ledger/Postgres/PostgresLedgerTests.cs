using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Postgres;
using static Orchestrator.Ledger.Tests.Objects;

namespace Orchestrator.Ledger.Tests.Postgres;

/// <summary>Several silos on one database, and connections that break.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresLedgerTests(PostgresServer server) : IAsyncLifetime
{
    private const string KillAll = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

    private readonly List<PostgresLedger> _ledgers = [];
    private string _database = "";

    public async Task InitializeAsync() => _database = server.Missing is null ? await server.CreateDatabaseAsync() : "";

    public async Task DisposeAsync()
    {
        foreach (var ledger in _ledgers)
        {
            await ledger.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Silos_that_start_at_once_make_one_schema()
    {
        var ledgers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAsync()));

        var revisions = await Task.WhenAll(ledgers.Select((ledger, i) => ledger.WriteAsync(Create(Pod($"a{i}")))));
        revisions.ShouldBe([1, 2, 3, 4], ignoreOrder: true);
    }

    [SkippableFact]
    public async Task Two_silos_write_at_once_and_both_see_one_order()
    {
        const int writers = 32, each = 40;
        var silos = await Task.WhenAll(OpenAsync(), OpenAsync());
        var following = silos.Select(silo => silo.TakeAsync(0, writers * each)).ToList();

        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                // Eight shared objects: most attempts of one silo meet those of the other.
                await ChangeAsync(silos[writer % 2], Pod($"shared-{i % 8}"), $"{writer}-{i}");
            }
        })));

        var seen = await Task.WhenAll(following);
        seen[0].Select(record => record.Revision).ShouldBe(Enumerable.Range(1, writers * each).Select(i => (long)i));
        seen[1].Select(record => record.Text()).ShouldBe(seen[0].Select(record => record.Text()));
        seen[0].Select(record => record.Text().Split("\"value\":")[1]).Distinct().Count().ShouldBe(writers * each);
    }

    [SkippableFact]
    public async Task A_silo_sees_the_commits_of_another_as_soon_as_they_are_made()
    {
        var (one, two) = (await OpenAsync(), await OpenAsync());

        for (var i = 1; i <= 10; i++)
        {
            var next = two.TakeAsync(i - 1, 1);
            await one.WriteAsync(Create(Pod($"a{i}")));
            (await next)[0].Key.ShouldBe(Pod($"a{i}"));
        }
    }

    [SkippableFact]
    public async Task A_follower_sees_each_revision_once_and_in_order_while_its_connections_are_killed()
    {
        const int count = 600;
        var (writing, following) = (await OpenAsync(), await OpenAsync());
        var taking = following.TakeAsync(0, count);

        for (var i = 1; i <= count; i++)
        {
            await UntilAvailableAsync(() => ChangeAsync(writing, Pod($"a{i % 50}"), $"{i}"));
            if (i % 100 == 0)
            {
                await PostgresServer.ExecuteAsync(_database, KillAll);
            }
        }

        (await taking).Take(count).Select(record => record.Revision).ShouldBe(Enumerable.Range(1, count).Select(i => (long)i));
    }

    [SkippableFact]
    public async Task No_result_is_false_while_connections_are_killed_under_writers()
    {
        using var stop = new CancellationTokenSource();
        var ledger = await OpenAsync();
        await ledger.WriteAsync(Create(Pod("first")));
        var writing = Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            var told = new List<(ObjectKey Key, bool? Committed)>();
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var key = Pod($"w{writer}-{i}");
                try
                {
                    told.Add((key, (await ledger.CommitAsync(Create(key))).Committed));
                }
                catch (LedgerUnavailableException)
                {
                    told.Add((key, null));
                }
            }

            return told;
        })).ToList();

        for (var i = 0; i < 8; i++)
        {
            var before = await UntilAvailableAsync(() => ledger.GetRevisionAsync().AsTask());
            await PostgresServer.ExecuteAsync(_database, KillAll);
            await UntilAvailableAsync(async () => (await ledger.GetRevisionAsync()) > before ? true : throw new LedgerUnavailableException("no progress yet", new IOException()));
        }

        await stop.CancelAsync();
        foreach (var (key, committed) in (await Task.WhenAll(writing)).SelectMany(told => told))
        {
            // An unknown outcome may be either; a new object cannot meet a conflict, so a refusal would be false as well.
            (committed ?? true).ShouldBeTrue();
            if (committed == true)
            {
                (await ledger.ReadAsync(key)).ShouldNotBeNull();
            }
        }
    }

    [SkippableFact]
    public async Task A_writer_that_stops_in_the_middle_does_not_hold_up_the_others_for_long()
    {
        var ledger = await OpenAsync();
        await using var source = Npgsql.NpgsqlDataSource.Create(_database + ";Pooling=false");
        await using var stopped = await source.OpenConnectionAsync();
        await using (var settings = new Npgsql.NpgsqlCommand("SET idle_in_transaction_session_timeout = '1s'; BEGIN; SELECT * FROM ledger_head FOR UPDATE", stopped))
        {
            await settings.ExecuteNonQueryAsync();
        }

        (await ledger.WriteAsync(Create(Pod("a")))).ShouldBe(1);
    }

    [SkippableFact]
    public async Task A_database_that_is_not_there_is_said_so()
    {
        Skip.IfNot(server.Missing is null, server.Missing);

        var refused = await Should.ThrowAsync<LedgerUnavailableException>(() => PostgresLedger.OpenAsync(_database.Replace("Database=test", "Database=missing", StringComparison.Ordinal)));

        refused.Message.ShouldContain("does not exist");
    }

    private async Task<PostgresLedger> OpenAsync()
    {
        Skip.IfNot(server.Missing is null, server.Missing);
        var ledger = await PostgresLedger.OpenAsync(_database, partitionSize: 100);
        lock (_ledgers)
        {
            _ledgers.Add(ledger);
        }

        return ledger;
    }

    private static async Task<long> ChangeAsync(ILedger ledger, ObjectKey key, string value)
    {
        while (true)
        {
            var current = await ledger.ReadAsync(key);
            var result = await ledger.CommitAsync(current is null ? Create(key, value) : Update(key, current.Revision, value));
            if (result.Committed)
            {
                return result.Records[0].Revision;
            }
        }
    }

    private static async Task<T> UntilAvailableAsync<T>(Func<Task<T>> work)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (LedgerUnavailableException) when (attempt < 500)
            {
                await Task.Delay(10);
            }
        }
    }
}
