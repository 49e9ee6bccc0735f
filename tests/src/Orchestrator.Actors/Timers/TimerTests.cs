namespace Orchestrator.Actors.Tests.Timers;

public sealed class TimerTests : SiloTest
{
    [Fact]
    public async Task Ticks_until_disposed_of()
    {
        await Grain.StartAsync(interleave: false);
        await Probe.Noted("tick 3");
        await Grain.StopAsync();
        var ticks = Probe.Notes.Count;

        // Nothing can be awaited for what must not happen: another timer measures the time in which a tick would have come.
        await Grains.GetGrain<ITickGrain>("clock").StartOnceAsync();
        await Probe.Noted("once 1");
        Probe.Notes.Count(note => note.StartsWith("tick", StringComparison.Ordinal)).ShouldBe(ticks);
    }

    [Fact]
    public async Task A_tick_waits_for_a_request()
    {
        var work = Grain.WorkAsync();
        await Probe.Noted("work begins");
        await Grains.GetGrain<ITickGrain>("clock").StartOnceAsync();
        await Grains.GetGrain<ITickGrain>("clock").StopAsync();
        Probe.Open("work");
        await work;
        await Grain.StartAsync(interleave: false);
        await Probe.Noted("tick 1");

        Probe.Notes.ShouldBe(["work begins", "work ends", "tick 1"]);
    }

    [Fact]
    public async Task An_interleaving_tick_does_not_wait()
    {
        await Grain.StartAsync(interleave: true);
        var work = Grain.WorkAsync();
        await Probe.Noted("work begins");
        var seen = Probe.Notes.Count(note => note.StartsWith("tick", StringComparison.Ordinal));
        await Probe.Noted($"tick {seen + 1}");
        Probe.Open("work");
        await work;
        await Grain.StopAsync();
    }

    [Fact]
    public async Task A_tick_that_fails_does_not_end_the_timer()
    {
        await Grain.StartFailingAsync();
        await Probe.Noted("fail 3");
        await Grain.StopAsync();
    }

    private ITickGrain Grain => Grains.GetGrain<ITickGrain>("k");
}
