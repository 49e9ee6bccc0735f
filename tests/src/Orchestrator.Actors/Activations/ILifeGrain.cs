namespace Orchestrator.Actors.Tests.Activations;

public interface ILifeGrain : IGrainWithStringKey
{
    Task<int> InstanceAsync();

    Task LeaveAsync();

    Task StayAsync(TimeSpan time);
}

public sealed class LifeGrain : Grain, ILifeGrain
{
    private readonly Probe _probe;
    private readonly int _instance;

    public LifeGrain(Probe probe, InstanceCounter counter)
    {
        _probe = probe;
        _instance = counter.Next();

        // The identity is there from the start.
        probe.Note($"{this.GetPrimaryKeyString()} made");
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        _probe.Note($"{this.GetPrimaryKeyString()} activated");
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _probe.Note($"{this.GetPrimaryKeyString()} deactivated: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<int> InstanceAsync()
    {
        _probe.Note($"{this.GetPrimaryKeyString()} called");
        return Task.FromResult(_instance);
    }

    public Task LeaveAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task StayAsync(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }
}

public sealed class InstanceCounter
{
    private int _last;

    public int Next() => Interlocked.Increment(ref _last);
}
