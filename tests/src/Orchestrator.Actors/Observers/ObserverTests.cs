namespace Orchestrator.Actors.Tests.Observers;

public sealed class ObserverTests : SiloTest
{
    [Fact]
    public async Task A_grain_calls_back_and_gets_an_answer()
    {
        var listener = new Listener(Probe);
        var reference = Grains.CreateObjectReference<IListener>(listener);

        (await Grains.GetGrain<IRadioGrain>("k").SayAsync(reference, "hello")).ShouldBe(1);

        Probe.Notes.ShouldBe(["hello begins", "hello ends"]);
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task Calls_to_an_observer_run_one_at_a_time_in_order()
    {
        var listener = new Listener(Probe);
        var radio = Grains.GetGrain<IRadioGrain>("k");
        await radio.TuneInAsync(Grains.CreateObjectReference<IListener>(listener));
        for (var i = 0; i < 20; i++)
        {
            await radio.BroadcastAsync($"{i}");
        }

        await Probe.Noted("19 ends");
        Probe.Notes.ShouldBe(Enumerable.Range(0, 20).SelectMany(i => new[] { $"{i} begins", $"{i} ends" }));
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task After_deletion_nothing_is_delivered()
    {
        Listener first = new(Probe), second = new(Probe);
        var reference = Grains.CreateObjectReference<IListener>(first);
        var radio = Grains.GetGrain<IRadioGrain>("k");
        await radio.TuneInAsync(reference);
        Grains.DeleteObjectReference<IListener>(reference);
        await radio.BroadcastAsync("to nobody");
        await radio.SayAsync(Grains.CreateObjectReference<IListener>(second), "to the second");

        Probe.Notes.ShouldBe(["to the second begins", "to the second ends"]);
        GC.KeepAlive(first);
        GC.KeepAlive(second);
    }

    private sealed class Listener(Probe probe) : IListener
    {
        private int _heard;

        public async Task<int> HearAsync(string message)
        {
            probe.Note($"{message} begins");
            await Task.Yield();
            probe.Note($"{message} ends");
            return ++_heard;
        }

        public Task OverhearAsync(string message) => HearAsync(message);
    }
}
