using System.Diagnostics;
using System.Globalization;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Postgres;
using Orchestrator.Ledger.Sqlite;
using static Orchestrator.Ledger.Tests.Objects;

namespace Orchestrator.Ledger.Tests.Faults;

/// <summary>
/// A process that commits without end: several writers, each of which changes its three objects together, counting up.
/// For each commit that was acknowledged it prints <c>writer count</c>.
/// </summary>
internal static class WriterProcess
{
    public const int Writers = 8;
    public const int ObjectsEach = 3;

    /// <summary>Starts it.</summary>
    public static Process Start(string store, string location) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { typeof(WriterProcess).Assembly.Location, store, location },
        UseShellExecute = false,
        RedirectStandardOutput = true,
    })!;

    /// <summary>The key of one of a writer's objects.</summary>
    public static string Name(int writer, int index) => $"w{writer}-{index}";

    /// <summary>What the process does.</summary>
    public static async Task RunAsync(string store, string location)
    {
        await using ILedger ledger = store == "sqlite" ? SqliteLedger.Open(location, partitionSize: 50) : await PostgresLedger.OpenAsync(location, partitionSize: 50);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(ledger, writer))));
    }

    private static async Task WriteAsync(ILedger ledger, int writer)
    {
        var revisions = new long[ObjectsEach];
        var count = 0;
        for (var i = 0; i < ObjectsEach; i++)
        {
            if (await ledger.ReadAsync(Pod(Name(writer, i))) is { } record)
            {
                revisions[i] = record.Revision;
                count = Count(record);
            }
        }

        while (true)
        {
            count++;
            var value = count.ToString(CultureInfo.InvariantCulture);
            var batch = Enumerable.Range(0, ObjectsEach)
                .Select(i => revisions[i] == 0 ? Create(Pod(Name(writer, i)), value) : Update(Pod(Name(writer, i)), revisions[i], value))
                .ToArray();
            var result = await ledger.CommitAsync(batch);
            for (var i = 0; i < ObjectsEach; i++)
            {
                revisions[i] = result.Records[i].Revision;
            }

            Console.WriteLine($"{writer} {count}");
        }
    }

    /// <summary>The count that an object holds.</summary>
    public static int Count(LedgerRecord record)
    {
        var text = record.Text();
        var start = text.IndexOf("\"value\":\"", StringComparison.Ordinal) + "\"value\":\"".Length;
        return int.Parse(text.AsSpan(start, text.LastIndexOf('"') - start), CultureInfo.InvariantCulture);
    }
}
