using Microsoft.Extensions.Hosting;
using Orchestrator.Actors.Lifecycle;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Actors.Hosting;

/// <summary>
/// Starts and stops with the host. Participants subscribe first; the runtime's own work runs at <see cref="ServiceLifecycleStage.RuntimeServices"/>,
/// and all grains are deactivated at <see cref="ServiceLifecycleStage.GrainDeactivation"/> of the stop, while everything below still works.
/// </summary>
internal sealed class Silo : IHostedService, IDisposable
{
    private readonly SiloLifecycle _lifecycle;
    private readonly GrainRuntime _runtime;
    private readonly CancellationTokenSource _stopped = new();
    private Task _background = Task.CompletedTask;

    public Silo(SiloLifecycle lifecycle, GrainRuntime runtime, IEnumerable<ILifecycleParticipant<ISiloLifecycle>> participants)
    {
        _lifecycle = lifecycle;
        _runtime = runtime;
        lifecycle.Subscribe(nameof(Silo), ServiceLifecycleStage.RuntimeServices, StartBackground, StopBackgroundAsync);
        lifecycle.Subscribe(nameof(Silo), ServiceLifecycleStage.GrainDeactivation, static _ => Task.CompletedTask, runtime.Catalog.StopAsync);
        foreach (var participant in participants)
        {
            participant.Participate(lifecycle);
        }
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => _lifecycle.StartAsync(cancellationToken);

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => _lifecycle.StopAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _stopped.Dispose();

    private Task StartBackground(CancellationToken cancellationToken)
    {
        _background = Task.WhenAll(_runtime.Monitor.RunAsync(_stopped.Token), _runtime.Collector.RunAsync(_stopped.Token));
        return Task.CompletedTask;
    }

    private async Task StopBackgroundAsync(CancellationToken cancellationToken)
    {
        await _stopped.CancelAsync();
        await _background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
