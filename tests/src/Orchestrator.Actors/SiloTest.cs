using Microsoft.Extensions.DependencyInjection;

namespace Orchestrator.Actors.Tests;

/// <summary>Tests that need one silo each.</summary>
public abstract class SiloTest : IAsyncLifetime
{
    private TestSilo _silo = null!;

    protected Probe Probe { get; } = new();

    protected IGrainFactory Grains => _silo.Grains;

    protected IServiceProvider Services => _silo.Services;

    public async Task InitializeAsync() => _silo = await TestSilo.StartAsync(silo =>
    {
        silo.Services.AddSingleton(Probe);
        Configure(silo);
    });

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    protected virtual void Configure(ISiloBuilder silo)
    {
    }

    protected Task StopSiloAsync() => _silo.StopAsync();
}
