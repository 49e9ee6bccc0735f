using Orchestrator.Ledger.Contract;
using static Orchestrator.Ledger.Tests.Objects;

namespace Orchestrator.Ledger.Tests.Compliance;

/// <content>The history's partitions, which hold 100 revisions here.</content>
public abstract partial class LedgerComplianceTests
{
    [SkippableFact]
    public async Task The_history_spans_partitions()
    {
        await WriteManyAsync(1_000);
        await ReopenAsync();

        (await Ledger.TakeAsync(0, 1_000)).Select(record => record.Revision).ShouldBe(Enumerable.Range(1, 1_000).Select(i => (long)i));
        (await Ledger.TakeAsync(555, 445))[0].Revision.ShouldBe(556);
    }

    [SkippableFact]
    public async Task Compaction_drops_whole_partitions_and_says_what_is_left()
    {
        await WriteManyAsync(1_000);
        await ReopenAsync();

        var oldest = await Ledger.CompactAsync(450, CancellationToken.None);

        oldest.ShouldBeInRange(300, 450);
        (await Ledger.TakeAsync(oldest, 1))[0].Revision.ShouldBe(oldest + 1);
        var compacted = await Should.ThrowAsync<RevisionCompactedException>(() => Ledger.TakeAsync(oldest - 1, 1));
        compacted.Asked.ShouldBe(oldest - 1);
        compacted.Oldest.ShouldBe(oldest);
    }

    [SkippableFact]
    public async Task Compaction_leaves_the_current_state_and_the_newest_partition()
    {
        await WriteManyAsync(250);

        var oldest = await Ledger.CompactAsync(long.MaxValue - 1, CancellationToken.None);

        oldest.ShouldBeInRange(100, 249);
        (await Ledger.ReadAsync(Pod("a1"))).ShouldNotBeNull();
        (await Ledger.CompactAsync(0, CancellationToken.None)).ShouldBe(oldest);
        (await Ledger.WriteAsync(Create(Pod("next")))).ShouldBe(251);
        (await Ledger.TakeAsync(250, 1))[0].Key.ShouldBe(Pod("next"));
    }

    [SkippableFact]
    public async Task Partitions_go_while_followers_read()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await WriteManyAsync(500);
        var followers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => FollowThroughCompactionAsync(2_000, timeout.Token))).ToList();

        for (var i = 0; i < 15; i++)
        {
            await WriteManyAsync(100, start: 500 + (i * 100));
            await Ledger.CompactAsync(300 + (i * 100), timeout.Token);
        }

        await Task.WhenAll(followers);
        (await Ledger.TakeAsync(1_999, 1))[0].Revision.ShouldBe(2_000);
    }

    /// <summary>Reads in order without a gap, and begins again at the oldest revision when the history went away underneath.</summary>
    private async Task FollowThroughCompactionAsync(long until, CancellationToken cancellationToken)
    {
        var seen = 0L;
        while (seen < until)
        {
            try
            {
                await foreach (var records in Ledger.FollowAsync(seen, cancellationToken))
                {
                    foreach (var record in records)
                    {
                        record.Revision.ShouldBe(++seen);
                        record.Text().ShouldContain($"\"{record.Revision}\"");
                    }

                    if (seen >= until)
                    {
                        break;
                    }
                }
            }
            catch (RevisionCompactedException e)
            {
                e.Oldest.ShouldBeGreaterThan(seen);
                seen = e.Oldest;
            }
        }
    }

    private async Task WriteManyAsync(int count, int start = 0)
    {
        var tasks = new List<Task<CommitResult>>();
        for (var i = 0; i < count; i++)
        {
            tasks.Add(Ledger.CommitAsync(Create(Pod($"a{start + i}"))));
            if (tasks.Count == 50)
            {
                (await Task.WhenAll(tasks)).ShouldAllBe(result => result.Committed);
                tasks.Clear();
            }
        }

        await Task.WhenAll(tasks);
    }
}
