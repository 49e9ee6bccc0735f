namespace Orchestrator.Actors.Tests.Timers;

public interface ITickGrain : IGrainWithStringKey
{
    Task StartAsync(bool interleave);

    Task StartOnceAsync();

    Task StartFailingAsync();

    Task StopAsync();

    Task WorkAsync();
}

public sealed class TickGrain(Probe probe) : Grain, ITickGrain
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    private IGrainTimer? _timer;
    private int _ticks;

    public Task StartAsync(bool interleave)
    {
        _timer = this.RegisterGrainTimer(
            TickAsync, "tick", new GrainTimerCreationOptions(Soon, Soon) { Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task StartOnceAsync()
    {
        _timer = this.RegisterGrainTimer(() => TickAsync("once", CancellationToken.None), Soon, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task StartFailingAsync()
    {
        _timer = this.RegisterGrainTimer(
            async _ =>
            {
                await TickAsync("fail", CancellationToken.None);
                throw new InvalidOperationException("a tick");
            },
            Soon,
            Soon);
        return Task.CompletedTask;
    }

    public Task StopAsync()
    {
        _timer!.Dispose();
        _ticks = 0;
        return Task.CompletedTask;
    }

    public async Task WorkAsync()
    {
        probe.Note("work begins");
        await probe.Gate("work");
        probe.Note("work ends");
    }

    private Task TickAsync(string name, CancellationToken cancellationToken)
    {
        probe.Note($"{name} {++_ticks}");
        return Task.CompletedTask;
    }
}
