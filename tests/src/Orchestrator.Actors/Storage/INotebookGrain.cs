namespace Orchestrator.Actors.Tests.Storage;

public interface INotebookGrain : IGrainWithStringKey
{
    Task WriteAsync(string text);

    Task<Page> ReadAsync();

    Task ClearAsync();

    Task LeaveAsync();

    Task<string> InstanceAsync();
}

[GenerateSerializer, Immutable]
public sealed record Page([property: Id(0)] string? Text, [property: Id(1)] bool Exists, [property: Id(2)] string? Etag);

[GenerateSerializer]
public sealed class Notebook
{
    [Id(0)]
    public string? Text { get; set; }
}

public sealed class NotebookGrain([PersistentState("notebook", "shelf")] IPersistentState<Notebook> state) : Grain, INotebookGrain
{
    private readonly string _instance = Guid.NewGuid().ToString();

    public Task WriteAsync(string text)
    {
        state.State.Text = text;
        return state.WriteStateAsync();
    }

    public Task<Page> ReadAsync() => Task.FromResult(new Page(state.State.Text, state.RecordExists, state.Etag));

    public Task ClearAsync() => state.ClearStateAsync();

    public Task LeaveAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<string> InstanceAsync() => Task.FromResult(_instance);
}
