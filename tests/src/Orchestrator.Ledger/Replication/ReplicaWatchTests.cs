using System.Text;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using static Orchestrator.Ledger.Tests.Objects;

namespace Orchestrator.Ledger.Tests.Replication;

public sealed class ReplicaWatchTests : ReplicaFixture
{
    private protected override ReplicaOptions Options => ReplicaOptions.Default with { MostChanges = 100 };

    [Fact]
    public async Task A_watch_hands_out_the_changes_after_a_revision_in_order()
    {
        await WriteAsync(Create(Pod("a")));
        await WriteAsync(Create(Pod("b")));
        using var watch = Replica.Watch(Pods, null, 1);
        await WriteAsync(Update(Pod("a"), 1));
        await WriteAsync(Delete(Pod("b"), 2));

        (await TakeAsync(watch, 3)).Select(change => (change.Revision, change.Type, change.Previous?.Revision)).ShouldBe(
            [(2, ChangeType.Created, null), (3, ChangeType.Updated, 1L), (4, ChangeType.Deleted, 2L)]);
        watch.TryRead(out _).ShouldBeFalse();
        watch.Revision.ShouldBe(4);
    }

    [Fact]
    public async Task A_waiting_watch_is_woken_by_a_change()
    {
        using var watch = Replica.Watch(Pods, null, 0);
        for (var i = 1; i <= 10; i++)
        {
            var waiting = watch.WaitAsync(CancellationToken.None);
            waiting.IsCompleted.ShouldBeFalse();
            await WriteAsync(Create(Pod($"a{i}")));
            (await waiting).ShouldBeTrue();
            watch.TryRead(out var change).ShouldBeTrue();
            change.Revision.ShouldBe(i);
        }
    }

    [Fact]
    public async Task A_watch_of_a_namespace_is_woken_by_its_changes_alone_and_yet_its_revision_moves()
    {
        using var watch = Replica.Watch(Pods, "mine", 0);
        var waiting = watch.WaitAsync(CancellationToken.None);

        await WriteAsync(Create(Pod("a", "other")));
        await WriteAsync(Create(Pod("a") with { Resource = "services", Namespace = "mine" }));
        waiting.IsCompleted.ShouldBeFalse();
        watch.Revision.ShouldBe(2);

        await WriteAsync(Create(Pod("a", "mine")));
        (await waiting).ShouldBeTrue();
        watch.Revision.ShouldBe(2);
        watch.TryRead(out var change).ShouldBeTrue();
        change.Entry.Key.ShouldBe(Pod("a", "mine"));
        watch.Revision.ShouldBe(3);
    }

    [Fact]
    public async Task A_watch_of_a_quiet_namespace_outlives_the_window()
    {
        using var watch = Replica.Watch(Pods, "quiet", 0);
        var waiting = watch.WaitAsync(CancellationToken.None);
        await FillAsync(300);

        waiting.IsCompleted.ShouldBeFalse();
        await WriteAsync(Create(Pod("a", "quiet")));

        (await waiting).ShouldBeTrue();
        watch.TryRead(out var change).ShouldBeTrue();
        change.Revision.ShouldBe(301);
    }

    [Fact]
    public async Task A_watch_that_falls_out_of_the_window_is_cut_off()
    {
        using var watch = Replica.Watch(Pods, null, 0);
        await FillAsync(50);
        watch.TryRead(out _).ShouldBeTrue();

        await FillAsync(200, start: 50);

        watch.TryRead(out _).ShouldBeFalse();
        (await watch.WaitAsync(CancellationToken.None)).ShouldBeFalse();
        watch.Revision.ShouldBe(1);
    }

    [Fact]
    public async Task A_watch_from_before_the_window_is_refused()
    {
        await FillAsync(250);

        Should.Throw<RevisionCompactedException>(() => Replica.Watch(Pods, null, 0)).Oldest.ShouldBe(150);
        using var watch = Replica.Watch(Pods, null, 150);
        (await TakeAsync(watch, 100))[0].Revision.ShouldBe(151);
        Replica.ListAt(Pods, 149).ShouldBeNull();
        Replica.ListAt(Pods, 150).ShouldNotBeNull().Count.ShouldBe(150);
    }

    [Fact]
    public async Task A_watch_of_a_resource_without_changes_may_start_long_ago()
    {
        await FillAsync(250);

        using var watch = Replica.Watch(new("", "services"), null, 0);

        watch.TryRead(out _).ShouldBeFalse();
        watch.Revision.ShouldBe(250);
    }

    [Fact]
    public async Task A_watch_from_the_future_waits_for_it()
    {
        using var watch = Replica.Watch(Pods, null, 3);
        await FillAsync(5);

        (await TakeAsync(watch, 2)).Select(change => change.Revision).ShouldBe([4, 5]);
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled_or_disposed()
    {
        using var cancel = new CancellationTokenSource();
        var watch = Replica.Watch(Pods, "mine", 0);
        var waiting = watch.WaitAsync(cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await waiting);

        await WriteAsync(Create(Pod("a", "mine")));
        (await watch.WaitAsync(CancellationToken.None)).ShouldBeTrue();
        watch.TryRead(out _).ShouldBeTrue();
        waiting = watch.WaitAsync(CancellationToken.None);
        watch.Dispose();
        (await waiting).ShouldBeFalse();
    }

    [Fact]
    public async Task A_thousand_watches_get_the_same_change_objects_and_one_encoding()
    {
        const int changes = 50;
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var readers = Enumerable.Range(0, 1_000).Select(_ => Replica.Watch(Pods, null, 0)).Select(watch => Task.Run(async () =>
        {
            using (watch)
            {
                return await TakeAsync(watch, changes, timeout.Token);
            }
        })).ToList();
        await FillAsync(changes);

        var all = await Task.WhenAll(readers);

        foreach (var taken in all)
        {
            for (var i = 0; i < changes; i++)
            {
                taken[i].ShouldBeSameAs(all[0][i]);
            }
        }

        Encoding.UTF8.GetString(all[0][0].EncodedEvent.Span)
            .ShouldBe("""{"type":"ADDED","object":{"kind":"Pod","metadata":{"resourceVersion":"1"},"value":""}}""" + "\n");
        all[0][0].EncodedEvent.Equals(all[1][0].EncodedEvent).ShouldBeTrue();
    }

    [Fact]
    public async Task Watches_at_once_with_the_follower_see_each_change_once()
    {
        const int changes = 2_000;
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await StartAsync();
        var readers = Enumerable.Range(0, 8).Select(reader => Task.Run(async () =>
        {
            using var watch = Replica.Watch(Pods, reader % 2 == 0 ? null : $"n{reader % 4}", 0);
            var seen = new List<long>();
            while (await watch.WaitAsync(timeout.Token))
            {
                while (watch.TryRead(out var change))
                {
                    seen.Add(change.Revision);
                }

                if (watch.Revision >= changes)
                {
                    break;
                }
            }

            return (Reader: reader, Seen: seen);
        })).ToList();

        for (var i = 0; i < changes; i++)
        {
            await WriteAsync(Create(Pod($"a{i}", $"n{i % 4}")));
        }

        await WriteAsync(Enumerable.Range(0, 4).Select(i => Create(Pod("end", $"n{i}"))).ToArray());
        foreach (var (reader, seen) in await Task.WhenAll(readers))
        {
            var expected = Enumerable.Range(1, changes + 4).Select(i => (long)i).Where(i => reader % 2 == 0 || (i - 1) % 4 == reader % 4);
            seen.ShouldBe(expected.Take(seen.Count));
            seen.Count.ShouldBeGreaterThanOrEqualTo(reader % 2 == 0 ? changes : changes / 4);
        }
    }

    private async Task FillAsync(int count, int start = 0)
    {
        for (var i = 0; i < count; i++)
        {
            await WriteAsync(Create(Pod($"a{start + i}")));
        }
    }

    private static async Task<List<ReplicaChange>> TakeAsync(IReplicaWatch watch, int count, CancellationToken cancellationToken = default)
    {
        var changes = new List<ReplicaChange>();
        while (changes.Count < count && await watch.WaitAsync(cancellationToken))
        {
            while (watch.TryRead(out var change))
            {
                changes.Add(change);
            }
        }

        changes.Count.ShouldBe(count);
        return changes;
    }
}
