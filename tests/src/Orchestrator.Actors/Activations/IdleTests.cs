using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace Orchestrator.Actors.Tests.Activations;

public sealed class IdleTests : SiloTest
{
    [Fact]
    public async Task An_idle_grain_leaves_and_a_delayed_one_stays()
    {
        await Grains.GetGrain<ILifeGrain>("stays").StayAsync(TimeSpan.FromMinutes(5));
        await Grains.GetGrain<ILifeGrain>("leaves").InstanceAsync();

        await Probe.Noted("leaves deactivated: ActivationIdle");

        Probe.Notes.ShouldNotContain("stays deactivated: ActivationIdle");
    }

    protected override void Configure(ISiloBuilder silo)
    {
        silo.Services.AddSingleton<InstanceCounter>();
        silo.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionQuantum = TimeSpan.FromSeconds(1);
            options.CollectionAge = TimeSpan.FromMinutes(10);
            options.ClassSpecificCollectionAge[typeof(LifeGrain).FullName!] = TimeSpan.FromSeconds(2);
        });
    }
}
