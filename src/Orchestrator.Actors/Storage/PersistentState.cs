using Orchestrator.Actors.Activations;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Actors.Storage;

/// <summary>The states of an activation, as a chain.</summary>
internal abstract class PersistentState
{
    /// <summary>The next state of the same activation.</summary>
    public PersistentState? Next { get; init; }

    /// <summary>Reads it.</summary>
    public abstract Task ReadStateAsync(CancellationToken cancellationToken);
}

/// <summary>A state between a grain and its storage.</summary>
internal sealed class PersistentState<TState>(string name, GrainId grain, IGrainStorage storage, Func<TState> create)
    : PersistentState, IPersistentState<TState>
{
    private readonly GrainState<TState> _state = new(create());

    /// <inheritdoc />
    public TState State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    /// <inheritdoc />
    public string? Etag => _state.ETag;

    /// <inheritdoc />
    public bool RecordExists => _state.RecordExists;

    /// <inheritdoc />
    public Task ReadStateAsync() => storage.ReadStateAsync(name, grain, _state);

    /// <inheritdoc />
    public override Task ReadStateAsync(CancellationToken cancellationToken) => storage.ReadStateAsync(name, grain, _state, cancellationToken);

    /// <inheritdoc />
    public Task WriteStateAsync() => storage.WriteStateAsync(name, grain, _state);

    /// <inheritdoc />
    public Task WriteStateAsync(CancellationToken cancellationToken) => storage.WriteStateAsync(name, grain, _state, cancellationToken);

    /// <inheritdoc />
    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    /// <inheritdoc />
    public async Task ClearStateAsync(CancellationToken cancellationToken)
    {
        await storage.ClearStateAsync(name, grain, _state, cancellationToken);
        _state.State = create();
    }
}
