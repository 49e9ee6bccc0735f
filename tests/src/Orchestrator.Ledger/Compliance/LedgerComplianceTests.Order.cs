using System.Collections.Concurrent;
using Orchestrator.Ledger.Contract;
using static Orchestrator.Ledger.Tests.Objects;

namespace Orchestrator.Ledger.Tests.Compliance;

/// <content>One order for all: writers at once, followers, snapshots.</content>
public abstract partial class LedgerComplianceTests
{
    [SkippableFact]
    public async Task Writers_at_once_lose_nothing_and_see_one_order()
    {
        const int writers = 64, each = 25;
        var acknowledged = new ConcurrentDictionary<long, (string Name, string Json)>();
        var following = Ledger.TakeAsync(0, writers * each);
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var revision = 0L;
            for (var i = 0; i < each; i++)
            {
                // Half of them share objects and have to try again; the others have one each.
                var key = Pod(writer % 2 == 0 ? $"own-{writer}" : $"shared-{writer % 8}");
                CommitResult result;
                do
                {
                    result = await Ledger.CommitAsync(revision == 0 ? Create(key, $"{writer}-{i}") : Update(key, revision, $"{writer}-{i}"));
                    revision = result.Conflict?.ActualRevision ?? result.Records[0].Revision;
                }
                while (!result.Committed);

                acknowledged.TryAdd(revision, (key.Name, result.Records[0].Text())).ShouldBeTrue();
            }
        })));

        var followed = await following;
        followed.Select(record => record.Revision).ShouldBe(Enumerable.Range(1, writers * each).Select(i => (long)i));
        foreach (var record in followed)
        {
            acknowledged[record.Revision].ShouldBe((record.Key.Name, record.Text()));
        }

        (await Ledger.TakeAsync(0, writers * each)).Select(record => record.Text()).ShouldBe(followed.Select(record => record.Text()));
    }

    [SkippableFact]
    public async Task A_follower_gets_what_was_and_then_what_comes()
    {
        await Ledger.WriteAsync(Create(Pod("a")));
        await Ledger.WriteAsync(Create(Pod("b")));
        var following = Ledger.TakeAsync(1, 3);
        await Ledger.WriteAsync(Update(Pod("a"), 1));
        await Ledger.WriteAsync(Delete(Pod("b"), 2));

        var records = await following;

        records.Select(record => (record.Revision, record.Type, record.Key.Name)).ShouldBe(
            [(2, ChangeType.Created, "b"), (3, ChangeType.Updated, "a"), (4, ChangeType.Deleted, "b")]);
    }

    [SkippableFact]
    public async Task A_follower_never_sees_a_part_of_a_batch()
    {
        var batch = Enumerable.Range(0, 700).Select(i => Create(Pod($"a{i}"), new string('x', 10_000))).ToArray();
        await Ledger.WriteAsync(batch);
        await Ledger.WriteAsync(Create(Pod("last")));
        await ReopenAsync();

        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await foreach (var records in Ledger.FollowAsync(0, timeout.Token))
        {
            records.Count.ShouldBeGreaterThanOrEqualTo(700);
            break;
        }
    }

    [SkippableFact]
    public async Task Following_ends_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var next = Ledger.FollowAsync(0, cancel.Token).GetAsyncEnumerator(cancel.Token).MoveNextAsync();

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await next);
    }

    [SkippableFact]
    public async Task A_snapshot_is_consistent_while_others_write()
    {
        await Ledger.WriteAsync(Create(Pod("a"), "0"), Create(Pod("b"), "0"));
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            // Both always change together.
            for (var (i, a) = (1, 1L); !stop.IsCancellationRequested; i++, a += 2)
            {
                await Ledger.WriteAsync(Update(Pod("a"), a, $"{i}"), Update(Pod("b"), a + 1, $"{i}"));
            }
        });

        for (var i = 0; i < 20; i++)
        {
            var values = new List<LedgerRecord>();
            var revision = await Ledger.ReadCurrentAsync(values.Add, CancellationToken.None);
            values.Count.ShouldBe(2);
            Math.Abs(values[0].Revision - values[1].Revision).ShouldBe(1);
            values.Max(record => record.Revision).ShouldBe(revision);
        }

        await stop.CancelAsync();
        await writing;
    }

    [SkippableFact]
    public async Task A_snapshot_holds_every_current_object_once()
    {
        await Ledger.WriteAsync(Create(Pod("a")), Create(Pod("b")), Create(Pod("c")));
        await Ledger.WriteAsync(Delete(Pod("b"), 2));
        await Ledger.WriteAsync(Update(Pod("c"), 3, "new"));
        var objects = new List<LedgerRecord>();

        var revision = await Ledger.ReadCurrentAsync(objects.Add, CancellationToken.None);

        revision.ShouldBe(5);
        objects.Select(record => (record.Key, record.Revision)).ShouldBe([(Pod("a"), 1L), (Pod("c"), 5L)], ignoreOrder: true);
    }

    [SkippableFact]
    public async Task Who_has_seen_a_revision_reads_it()
    {
        for (var i = 1; i <= 20; i++)
        {
            var revision = await Ledger.WriteAsync(Create(Pod($"a{i}")));
            (await Ledger.GetRevisionAsync()).ShouldBeGreaterThanOrEqualTo(revision);
        }
    }
}
