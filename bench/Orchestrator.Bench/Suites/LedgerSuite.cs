using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Api.Objects;
using Orchestrator.Bench.Baselines;
using Orchestrator.Bench.Harness;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Postgres;
using Orchestrator.Ledger.Replication;
using Orchestrator.Ledger.Sqlite;

namespace Orchestrator.Bench.Suites;

/// <summary>
/// Both stores with full durability, objects of 1 KiB, against rows of the same size written by hand, 64 to a transaction.
/// CPU is this process's; a PostgreSQL server's own comes on top.
/// </summary>
internal sealed class LedgerSuite : IBenchSuite
{
    private const int Writers = 64;
    private const int Commits = 40_000;

    public string Name => "ledger";

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("bench-ledger-");
        try
        {
            const string sqliteBaseline = "SQLite by hand, 64 to a transaction";
            yield return RawSqlite.Measure(sqliteBaseline, Path.Combine(folder.FullName, "raw.db"), Commits);
            await using (var ledger = SqliteLedger.Open(Path.Combine(folder.FullName, "ledger.db")))
            {
                await foreach (var measurement in MeasureAsync("SQLite", ledger, sqliteBaseline, cancellationToken))
                {
                    yield return measurement;
                }
            }

            if (await PrivatePostgres.StartAsync(cancellationToken) is { } postgres)
            {
                await using (postgres)
                {
                    const string postgresBaseline = "PostgreSQL by hand, 64 to a transaction";
                    yield return await RawPostgres.MeasureAsync(postgresBaseline, postgres.ConnectionString, Commits, cancellationToken);
                    await using var ledger = await PostgresLedger.OpenAsync(postgres.ConnectionString, cancellationToken: cancellationToken);
                    await foreach (var measurement in MeasureAsync("PostgreSQL", ledger, postgresBaseline, cancellationToken))
                    {
                        yield return measurement;
                    }
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async IAsyncEnumerable<Measurement> MeasureAsync(
        string store, ILedger ledger, string baseline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await CommitAsync(ledger, "warm-up", Writers, Commits / 4, update: false, baseline);
        yield return await CommitAsync(ledger, $"{store}: create, {Writers} writers", Writers, Commits, update: false, baseline);
        yield return await CommitAsync(ledger, $"{store}: update, {Writers} writers", Writers, Commits, update: true, baseline);
        yield return await CommitAsync(ledger, $"{store}: create, 1 writer", 1, Commits / 20, update: false, baseline);

        var clock = new Stopclock();
        await using var replica = new Replica(ledger, NullLogger<Replica>.Instance);
        await replica.StartAsync(cancellationToken);
        yield return clock.Stop($"{store}: load the replica", replica.List(new GroupResource("", "configmaps")).Count, note: $"{GC.GetTotalMemory(forceFullCollection: true) >> 20} MiB heap");
        yield return await CommitAsync(ledger, $"{store}: create and see it in the replica, {Writers} writers", Writers, Commits, update: false, baseline, replica);
    }

    private static async Task<Measurement> CommitAsync(ILedger ledger, string name, int writers, int commits, bool update, string baseline, Replica? replica = null)
    {
        var run = Guid.NewGuid().ToString("N");
        var latencies = new Latencies[writers];
        var clock = new Stopclock();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var mine = latencies[writer] = new Latencies();
            var revision = 0L;
            for (var i = 0; i < commits / writers; i++)
            {
                var objectName = update ? $"{run}-{writer}" : $"{run}-{writer}-{i}";
                var started = System.Diagnostics.Stopwatch.GetTimestamp();
                var key = new ObjectKey("", "configmaps", "default", objectName);
                var type = update && revision > 0 ? ChangeType.Updated : ChangeType.Created;
                var result = await ledger.CommitAsync([new Mutation(type, key, update ? revision : 0, Objects.Document(objectName))], CancellationToken.None);
                revision = result.Committed ? result.Records[0].Revision : throw new InvalidOperationException($"{key} was refused");
                if (replica is not null)
                {
                    await replica.WaitForAsync(revision, CancellationToken.None);
                }

                mine.Since(started);
            }
        })));
        return clock.Stop(name, commits / writers * writers, baseline, Merge(latencies));
    }

    private static Latencies Merge(Latencies[] all)
    {
        var merged = new Latencies();
        foreach (var latencies in all)
        {
            merged.Add(latencies);
        }

        return merged;
    }
}
