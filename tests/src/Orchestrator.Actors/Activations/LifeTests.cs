using Microsoft.Extensions.DependencyInjection;

namespace Orchestrator.Actors.Tests.Activations;

public sealed class LifeTests : SiloTest
{
    [Fact]
    public async Task Made_then_activated_then_called()
    {
        await Grains.GetGrain<ILifeGrain>("k").InstanceAsync();

        Probe.Notes.ShouldBe(["k made", "k activated", "k called"]);
    }

    [Fact]
    public async Task Calls_share_one_activation()
    {
        var instances = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => Grains.GetGrain<ILifeGrain>("k").InstanceAsync())));

        instances.Distinct().Count().ShouldBe(1);
        Probe.Notes.Count(note => note == "k made").ShouldBe(1);
    }

    [Fact]
    public async Task After_deactivation_on_idle_the_next_call_makes_a_new_one()
    {
        var grain = Grains.GetGrain<ILifeGrain>("k");
        var first = await grain.InstanceAsync();
        await grain.LeaveAsync();
        var second = await grain.InstanceAsync();

        second.ShouldNotBe(first);
        Probe.Notes.ShouldBe(["k made", "k activated", "k called", "k deactivated: ApplicationRequested", "k made", "k activated", "k called"]);
    }

    [Fact]
    public async Task Stopping_the_silo_deactivates_every_grain()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Grains.GetGrain<ILifeGrain>($"{i}").InstanceAsync()));

        await StopSiloAsync();

        Probe.Notes.Where(note => note.Contains("deactivated", StringComparison.Ordinal)).OrderBy(note => note, StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, 20).Select(i => $"{i} deactivated: ShuttingDown").OrderBy(note => note, StringComparer.Ordinal));
    }

    protected override void Configure(ISiloBuilder silo) => silo.Services.AddSingleton<InstanceCounter>();
}
