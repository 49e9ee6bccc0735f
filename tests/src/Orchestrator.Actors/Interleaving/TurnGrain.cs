namespace Orchestrator.Actors.Tests.Interleaving;

public class TurnGrain(Probe probe) : Grain, ITurnGrain
{
    private int _count;

    public Task WriteAsync(string name) => WaitAsync(name);

    public Task ReadAsync(string name) => WaitAsync(name);

    public Task PeekAsync(string name) => WaitAsync(name);

    public Task TellAsync(string name) => WaitAsync(name);

    public Task CallSelfAsync() => GrainFactory.GetGrain<ITurnGrain>(this.GetPrimaryKeyString()).CountAsync();

    public async Task<bool> StaysOnSchedulerAsync()
    {
        var scheduler = TaskScheduler.Current;
        await Task.Run(() => { });
        var afterRun = TaskScheduler.Current;
        await Task.Yield();
        return scheduler != TaskScheduler.Default && afterRun == scheduler && TaskScheduler.Current == scheduler;
    }

    public async Task IncrementSlowlyAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var seen = _count;
            await Task.Yield();
            _count = seen + 1;
        }
    }

    public Task<int> CountAsync() => Task.FromResult(_count);

    private async Task WaitAsync(string name)
    {
        probe.Note($"{name} begins");
        await probe.Gate(name);
        probe.Note($"{name} ends");
    }
}

[Reentrant]
public sealed class ReentrantTurnGrain(Probe probe) : TurnGrain(probe), IReentrantTurnGrain;
