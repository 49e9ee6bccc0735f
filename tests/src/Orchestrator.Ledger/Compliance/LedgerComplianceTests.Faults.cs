using System.Globalization;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Tests.Faults;
using static Orchestrator.Ledger.Tests.Objects;

namespace Orchestrator.Ledger.Tests.Compliance;

/// <content>A writing process that is killed.</content>
public abstract partial class LedgerComplianceTests
{
    /// <summary>What <see cref="WriterProcess"/> opens the same store with.</summary>
    private protected abstract (string Store, string Location) WriterArguments { get; }

    [SkippableFact]
    public async Task A_process_killed_while_it_writes_leaves_each_batch_whole_or_not_at_all()
    {
        var acknowledged = new int[WriterProcess.Writers];
        for (var round = 0; round < 3; round++)
        {
            await Ledger.DisposeAsync();
            await WriteAndKillAsync(acknowledged, acknowledgements: 150 + (round * 77));
            await ReopenAsync();
            await CheckAsync(acknowledged);
        }
    }

    private async Task WriteAndKillAsync(int[] acknowledged, int acknowledgements)
    {
        using var process = WriterProcess.Start(WriterArguments.Store, WriterArguments.Location);
        for (var i = 0; i < acknowledgements; i++)
        {
            Note(acknowledged, (await process.StandardOutput.ReadLineAsync()).ShouldNotBeNull("the writer has ended by itself"));
        }

        process.Kill();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            Note(acknowledged, line);
        }

        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(128 + 9);
    }

    private static void Note(int[] acknowledged, string line)
    {
        // The last line may have been cut.
        if (line.Split(' ') is [var writer, var count] && int.TryParse(count, CultureInfo.InvariantCulture, out var number))
        {
            var at = int.Parse(writer, CultureInfo.InvariantCulture);
            acknowledged[at] = Math.Max(acknowledged[at], number);
        }
    }

    private async Task CheckAsync(int[] acknowledged)
    {
        var current = new Dictionary<string, LedgerRecord>();
        var head = await Ledger.ReadCurrentAsync(record => current.Add(record.Key.Name, record), CancellationToken.None);
        for (var writer = 0; writer < WriterProcess.Writers; writer++)
        {
            var counts = Enumerable.Range(0, WriterProcess.ObjectsEach).Select(i => WriterProcess.Count(current[WriterProcess.Name(writer, i)])).ToList();
            counts.Distinct().Count().ShouldBe(1, $"writer {writer} left a part of a batch: {string.Join(',', counts)}");
            counts[0].ShouldBeGreaterThanOrEqualTo(acknowledged[writer], "an acknowledged commit was lost");
        }

        var history = (await Ledger.TakeAsync(0, (int)head)).Take((int)head).ToList();
        history.Select(record => record.Revision).ShouldBe(Enumerable.Range(1, (int)head).Select(i => (long)i));
        history.GroupBy(record => record.Key.Name).ToDictionary(group => group.Key, group => group.Last().Text())
            .ShouldBe(current.ToDictionary(pair => pair.Key, pair => pair.Value.Text()), ignoreOrder: true);
    }
}
