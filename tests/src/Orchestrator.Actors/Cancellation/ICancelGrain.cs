namespace Orchestrator.Actors.Tests.Cancellation;

public interface ICancelGrain : IGrainWithStringKey
{
    /// <summary>Waits until cancelled, and notes on which scheduler the token's callback ran.</summary>
    Task WaitAsync(CancellationToken cancellationToken);

    Task<bool> CanBeCancelledAsync(CancellationToken cancellationToken);

    Task BlockAsync();

    Task NoteAsync(string note, CancellationToken cancellationToken);
}

public sealed class CancelGrain(Probe probe) : Grain, ICancelGrain
{
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var scheduler = TaskScheduler.Current;
        using var registration = cancellationToken.Register(() => probe.Note(TaskScheduler.Current == scheduler ? "called back in turn" : "called back elsewhere"));
        probe.Note("waits");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            probe.Note("cancelled");
            throw;
        }
    }

    public Task<bool> CanBeCancelledAsync(CancellationToken cancellationToken) => Task.FromResult(cancellationToken.IsCancellationRequested);

    public async Task BlockAsync()
    {
        probe.Note("blocks");
        await probe.Gate("block");
    }

    public Task NoteAsync(string note, CancellationToken cancellationToken)
    {
        probe.Note(note);
        return Task.CompletedTask;
    }
}
