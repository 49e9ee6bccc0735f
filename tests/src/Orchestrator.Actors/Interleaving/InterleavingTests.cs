using Orleans.Configuration;

namespace Orchestrator.Actors.Tests.Interleaving;

public sealed class InterleavingTests : SiloTest
{
    [Fact]
    public async Task A_request_runs_to_its_end_before_the_next_begins()
    {
        var first = Turn.WriteAsync("a");
        var second = Turn.WriteAsync("b");
        await Probe.Noted("a begins");
        Probe.Open("b");
        Probe.Open("a");
        await Task.WhenAll(first, second);

        Probe.Notes.ShouldBe(["a begins", "a ends", "b begins", "b ends"]);
    }

    [Fact]
    public async Task Continuations_come_back_to_the_activation() => (await Turn.StaysOnSchedulerAsync()).ShouldBeTrue();

    [Fact]
    public async Task State_needs_no_lock()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Turn.IncrementSlowlyAsync(20)));

        (await Turn.CountAsync()).ShouldBe(1000);
    }

    [Fact]
    public async Task Always_interleaving_requests_run_beside_a_write()
    {
        var write = Turn.WriteAsync("write");
        await Probe.Noted("write begins");
        Probe.Open("peek");
        await Turn.PeekAsync("peek");
        Probe.Open("write");
        await write;

        Probe.Notes.ShouldBe(["write begins", "peek begins", "peek ends", "write ends"]);
    }

    [Fact]
    public async Task A_write_runs_beside_an_always_interleaving_request()
    {
        var peek = Turn.PeekAsync("peek");
        await Probe.Noted("peek begins");
        Probe.Open("write");
        await Turn.WriteAsync("write");
        Probe.Open("peek");
        await peek;
    }

    [Fact]
    public async Task Reads_run_beside_reads()
    {
        var read = Turn.ReadAsync("one");
        await Probe.Noted("one begins");
        Probe.Open("two");
        await Turn.ReadAsync("two");
        Probe.Open("one");
        await read;

        Probe.Notes.ShouldBe(["one begins", "two begins", "two ends", "one ends"]);
    }

    [Fact]
    public async Task A_write_waits_for_a_read()
    {
        var read = Turn.ReadAsync("read");
        await Probe.Noted("read begins");
        Probe.Open("write");
        var write = Turn.WriteAsync("write");
        Probe.Open("read");
        await Task.WhenAll(read, write);

        Probe.Notes.ShouldBe(["read begins", "read ends", "write begins", "write ends"]);
    }

    [Fact]
    public async Task A_read_waits_for_a_write()
    {
        var write = Turn.WriteAsync("write");
        await Probe.Noted("write begins");
        Probe.Open("read");
        var read = Turn.ReadAsync("read");
        Probe.Open("write");
        await Task.WhenAll(read, write);

        Probe.Notes.ShouldBe(["write begins", "write ends", "read begins", "read ends"]);
    }

    [Fact]
    public async Task A_reentrant_class_interleaves_everything()
    {
        var grain = Grains.GetGrain<IReentrantTurnGrain>("k");
        var first = grain.WriteAsync("a");
        await Probe.Noted("a begins");
        Probe.Open("b");
        await grain.WriteAsync("b");
        Probe.Open("a");
        await first;
    }

    [Fact]
    public async Task A_one_way_call_returns_before_the_request_ends()
    {
        await Turn.TellAsync("tell");
        await Probe.Noted("tell begins");
        Probe.Notes.ShouldBe(["tell begins"]);
        Probe.Open("tell");
        await Probe.Noted("tell ends");
    }

    [Fact]
    public async Task Requests_of_one_caller_to_an_active_grain_run_in_order()
    {
        await Turn.CountAsync();
        for (var i = 0; i < 100; i++)
        {
            Probe.Open($"{i:000}");
        }

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Turn.WriteAsync($"{i:000}")));

        Probe.Notes.Where(note => note.EndsWith("begins", StringComparison.Ordinal)).ShouldBe(Enumerable.Range(0, 100).Select(i => $"{i:000} begins"));
    }

    private ITurnGrain Turn => Grains.GetGrain<ITurnGrain>("k", "Orchestrator.Actors.Tests.Interleaving.TurnGrain");
}

public sealed class DeadlockTests : SiloTest
{
    [Fact]
    public async Task A_call_chain_that_comes_back_times_out()
    {
        var grain = Grains.GetGrain<ITurnGrain>("k");

        await Should.ThrowAsync<TimeoutException>(() => grain.CallSelfAsync());

        // The inner request is gone with its caller, and the grain serves again.
        (await grain.CountAsync()).ShouldBe(0);
    }

    protected override void Configure(ISiloBuilder silo) =>
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(2));
}
