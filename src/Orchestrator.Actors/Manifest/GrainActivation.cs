using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Actors.Activations;
using Orchestrator.Actors.Storage;
using Orleans.Runtime;

namespace Orchestrator.Actors.Manifest;

/// <summary>What generated code gets constructor arguments from.</summary>
public readonly struct GrainActivation
{
    private readonly Activation _activation;

    internal GrainActivation(Activation activation) => _activation = activation;

    /// <summary>The activation.</summary>
    public IGrainContext Context => _activation;

    /// <summary>The services of the activation.</summary>
    public IServiceProvider Services => _activation.ActivationServices;

    /// <summary>A service. One that is the same everywhere costs the activation no scope.</summary>
    public T GetRequiredService<T>()
        where T : notnull => ServicesFor(typeof(T)).GetRequiredService<T>();

    /// <summary>A service, or null.</summary>
    public T? GetService<T>() => ServicesFor(typeof(T)).GetService<T>();

    /// <summary>A keyed service.</summary>
    public T GetRequiredKeyedService<T>(object? key)
        where T : notnull => Services.GetRequiredKeyedService<T>(key);

    /// <summary>A durable state, which will have been read before OnActivateAsync.</summary>
    public IPersistentState<TState> GetPersistentState<TState>(string name, string? storage, Func<TState> create)
    {
        var state = new PersistentState<TState>(name, _activation.GrainId, _activation.Runtime.Storages.Get(storage), create) { Next = _activation.States };
        _activation.States = state;
        return state;
    }

    private IServiceProvider ServicesFor(Type type) => _activation.Runtime.Singletons.Contains(type) ? _activation.Runtime.Services : Services;
}
