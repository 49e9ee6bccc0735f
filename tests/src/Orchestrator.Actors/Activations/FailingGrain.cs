namespace Orchestrator.Actors.Tests.Activations;

public interface IFailingGrain : IGrainWithStringKey
{
    Task<string> HelloAsync();
}

/// <summary>Fails to activate until the gate of its key is open.</summary>
public sealed class FailingGrain(Probe probe) : Grain, IFailingGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        probe.Gate(this.GetPrimaryKeyString()).IsCompleted ? Task.CompletedTask : Task.FromException(new NotReadyException("not ready"));

    public Task<string> HelloAsync() => Task.FromResult("hello");
}

[GenerateSerializer]
public sealed class NotReadyException(string message) : Exception(message);
