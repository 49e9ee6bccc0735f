using System.Text;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using static Orchestrator.Ledger.Tests.Objects;

namespace Orchestrator.Ledger.Tests.Replication;

public sealed class ReplicaReadTests : ReplicaFixture
{
    [Fact]
    public async Task It_holds_what_was_there_and_what_comes()
    {
        await WriteAsync(Create(Pod("a"), "old"));
        await StartAsync();
        await WriteAsync(Create(Pod("b")));

        Replica.Get(Pod("a")).ShouldNotBeNull().Revision.ShouldBe(1);
        Encoding.UTF8.GetString(Replica.Get(Pod("a"))!.Json.Span).ShouldContain("old");
        Replica.Get(Pod("b")).ShouldNotBeNull().Revision.ShouldBe(2);
        Replica.Get(Pod("c")).ShouldBeNull();
        Replica.Get(Pod("a") with { Resource = "services" }).ShouldBeNull();
        Replica.Revision.ShouldBe(2);
    }

    [Fact]
    public async Task A_list_is_ordered_by_namespace_and_name_and_tells_its_revision()
    {
        await WriteAsync(Create(Pod("b", "a-b")), Create(Pod("a", "a")), Create(Pod("z", "a")), Create(Pod("a", "b")), Create(Pod("a.b", "a")), Create(Pod("A", "a")));
        await WriteAsync(Create(Pod("other") with { Resource = "services" }));

        var list = Replica.List(Pods);

        list.Select(entry => $"{entry.Key.Namespace}/{entry.Key.Name}").ShouldBe(["a/A", "a/a", "a/a.b", "a/z", "a-b/b", "b/a"]);
        list.Count.ShouldBe(6);
        list.Revision.ShouldBe(7);
        list.In("a").Select(entry => entry.Key.Name).ShouldBe(["A", "a", "a.b", "z"]);
        list.In("a", ("a", "a")).Select(entry => entry.Key.Name).ShouldBe(["a.b", "z"]);
        list.In(null, ("a", "zz")).Select(entry => entry.Key.Name).ShouldBe(["b", "a"]);
        list.In("b", ("a", "z")).Select(entry => entry.Key.Name).ShouldBe(["a"]);
        list.In("missing").ShouldBeEmpty();
        list.Get("a", "z").ShouldNotBeNull();
        list.Get("a", "y").ShouldBeNull();
    }

    [Fact]
    public async Task A_list_stays_as_it_was_taken()
    {
        await WriteAsync(Create(Pod("a"), "1"), Create(Pod("b")));
        var list = Replica.List(Pods);

        await WriteAsync(Update(Pod("a"), 1, "2"), Delete(Pod("b"), 2), Create(Pod("c")));

        list.Select(entry => (entry.Key.Name, entry.Revision)).ShouldBe([("a", 1L), ("b", 2L)]);
        Replica.List(Pods).Select(entry => (entry.Key.Name, entry.Revision)).ShouldBe([("a", 3L), ("c", 5L)]);
    }

    [Fact]
    public async Task A_list_at_a_revision_is_what_was_then()
    {
        var random = new Random(1);
        var current = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var states = new Dictionary<long, (string, long)[]> { [0] = [] };
        for (var i = 1; i <= 2_000; i++)
        {
            var name = $"p{random.Next(100):d3}";
            var exists = current.TryGetValue(name, out var expected);
            var mutation = !exists ? Create(Pod(name)) : random.Next(3) == 0 ? Delete(Pod(name), expected) : Update(Pod(name), expected);
            var revision = await Ledger.WriteAsync(mutation);
            _ = mutation.Type == ChangeType.Deleted ? current.Remove(name) : (current[name] = revision) > 0;
            states[revision] = [.. current.Select(pair => (pair.Key, pair.Value))];
        }

        await Replica.CatchUpAsync(CancellationToken.None);
        for (var revision = 0L; revision <= 2_000; revision += 7)
        {
            var list = Replica.ListAt(Pods, revision).ShouldNotBeNull();
            list.Revision.ShouldBe(revision);
            list.Select(entry => (entry.Key.Name, entry.Revision)).ShouldBe(states[revision]);
            list.Count.ShouldBe(states[revision].Length);
        }
    }

    [Fact]
    public async Task A_list_at_a_revision_before_the_start_is_not_known()
    {
        await WriteAsync(Create(Pod("a")));
        await WriteAsync(Update(Pod("a"), 1));
        await StartAsync();

        Replica.ListAt(Pods, 1).ShouldBeNull();
        Replica.ListAt(Pods, 2).ShouldNotBeNull().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Waiting_for_a_revision_ends_when_it_was_applied_or_when_cancelled()
    {
        var first = Replica.WaitForAsync(1, CancellationToken.None);
        first.IsCompleted.ShouldBeFalse();
        await Ledger.WriteAsync(Create(Pod("a")));
        await first;
        Replica.Get(Pod("a")).ShouldNotBeNull();

        using var cancel = new CancellationTokenSource();
        var second = Replica.WaitForAsync(2, cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await second);
    }

    [Fact]
    public async Task What_is_read_after_catching_up_holds_every_earlier_commit()
    {
        for (var i = 0; i < 50; i++)
        {
            await Ledger.WriteAsync(Create(Pod($"a{i}")));
            (await Replica.CatchUpAsync(CancellationToken.None)).ShouldBeGreaterThanOrEqualTo(i + 1);
            Replica.Get(Pod($"a{i}")).ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Readers_at_once_with_the_follower_always_see_whole_groups()
    {
        await WriteAsync(Create(Pod("a")), Create(Pod("b")));
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var last = 0L;
            while (!stop.IsCancellationRequested)
            {
                var list = Replica.List(Pods);
                var entries = list.ToList();
                entries.Count.ShouldBe(2);
                entries[1].Revision.ShouldBe(entries[0].Revision + 1);
                list.Revision.ShouldBeGreaterThanOrEqualTo(Math.Max(last, entries[1].Revision));
                last = list.Revision;
                await Task.Yield();
            }
        })).ToList();

        for (var revision = 1L; revision < 400; revision += 2)
        {
            await WriteAsync(Update(Pod("a"), revision), Update(Pod("b"), revision + 1));
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task Observers_are_told_everything_in_order_and_with_replay_also_what_was()
    {
        await WriteAsync(Create(Pod("a")), Create(Pod("b") with { Resource = "services" }));
        var observer = new Recorder();
        using (Replica.Subscribe(observer, replay: true))
        {
            await WriteAsync(Update(Pod("a"), 1));
            await WriteAsync(Delete(Pod("a"), 3));
        }

        await WriteAsync(Create(Pod("unseen")));

        observer.Changes.Take(2).ShouldAllBe(change => change.Type == ChangeType.Created && change.Previous == null);
        observer.Changes.Skip(2).Select(change => (change.Type, change.Revision, change.Previous!.Revision))
            .ShouldBe([(ChangeType.Updated, 3L, 1L), (ChangeType.Deleted, 4L, 3L)]);
    }

    [Fact]
    public async Task An_observer_that_fails_does_not_stop_the_replica()
    {
        using var subscription = Replica.Subscribe(new Failing());

        await WriteAsync(Create(Pod("a")));
        await WriteAsync(Create(Pod("b")));

        Replica.List(Pods).Count.ShouldBe(2);
    }

    private sealed class Recorder : IReplicaObserver
    {
        public List<ReplicaChange> Changes { get; } = [];

        public void OnChange(ReplicaChange change) => Changes.Add(change);
    }

    private sealed class Failing : IReplicaObserver
    {
        public void OnChange(ReplicaChange change) => throw new InvalidOperationException("no");
    }
}
