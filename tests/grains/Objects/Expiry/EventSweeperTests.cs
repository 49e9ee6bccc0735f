using Orchestrator.Grains.Objects.Expiry;

namespace Orchestrator.Grains.Tests.Objects.Expiry;

public sealed class EventSweeperTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    private readonly SettableTime _time = new();

    [Fact]
    public async Task An_event_ends_an_hour_after_it_was_last_written()
    {
        var sweeper = new EventSweeper(cluster.Ledger, cluster.Replica, _time, TimeSpan.FromHours(1));
        var kept = Event("kept");
        var gone = Event("gone");
        await CreateAsync(kept);
        await CreateAsync(gone);
        (await sweeper.SweepAsync(CancellationToken.None)).ShouldBe(0);

        _time.Advance(TimeSpan.FromMinutes(40));
        (await kept.PatchAsync("""{"count":2}""")).Expect(200);
        (await sweeper.SweepAsync(CancellationToken.None)).ShouldBe(0);

        _time.Advance(TimeSpan.FromMinutes(21));
        (await sweeper.SweepAsync(CancellationToken.None)).ShouldBe(1);
        await cluster.Replica.CatchUpAsync(CancellationToken.None);
        gone.Read().ShouldBeNull();
        kept.Read().ShouldNotBeNull();

        // its grain does not know that it is gone, and finds out
        await CreateAsync(gone);
        (await gone.DeleteAsync()).Expect(200);
        (await kept.DeleteAsync()).Expect(200);
    }

    [Fact]
    public async Task Events_from_before_the_start_are_as_old_as_they_say()
    {
        _time.Advance(TimeSpan.FromHours(2));
        for (var i = 0; i < 600; i++)
        {
            await CreateAsync(Event($"old-{i}"));
        }

        var sweeper = new EventSweeper(cluster.Ledger, cluster.Replica, _time, TimeSpan.FromHours(1));
        (await sweeper.SweepAsync(CancellationToken.None)).ShouldBe(600);
    }

    private Subject Event(string name) => cluster.Subject("events", name, "default");

    private static async Task CreateAsync(Subject e) =>
        (await e.CreateAsync("""{"involvedObject":{"kind":"Pod","namespace":"default","name":"p"},"reason":"R","type":"Normal","count":1}""")).Expect(201);

    private sealed class SettableTime : TimeProvider
    {
        private TimeSpan _ahead;

        public void Advance(TimeSpan by) => _ahead += by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;
    }
}
