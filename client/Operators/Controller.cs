using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Reconciling;

namespace Orchestrator.Client.Operators;

/// <summary>
/// An operator for one kind, written as the control plane's own controllers are: it declares what it watches, and <see cref="ReconcileAsync(T, CancellationToken)"/> brings one object
/// nearer to what it should be, judging by the current state alone. It reads from caches and sees there what it wrote itself; one object is looked at by one at a time;
/// an exception means: try again after a while.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
public abstract class Controller<T>
    where T : class, IKubeObject, IJsonModel<T>, new()
{
    private const int Workers = 4;
    private readonly WorkQueue _queue;
    private readonly OperatorWatches _watches;

    /// <param name="client">How it reads and writes.</param>
    /// <param name="namespaceName">The namespace that it works in; empty for all.</param>
    /// <param name="time">The clock.</param>
    protected Controller(KubeClient client, string namespaceName = "", TimeProvider? time = null)
    {
        Client = client;
        _queue = new WorkQueue(LookAsync, name => Objects!.Get(name) is not null, (name, error, delay) => OnFailure(name, error, delay), Workers, time ?? TimeProvider.System);
        _watches = new OperatorWatches(client, namespaceName, new T().Kind, _queue.Poke);
        Objects = _watches.Mapped<T>(static (value, poke) => poke(ObjectCache<T>.NameOf(value)));
    }

    /// <summary>The plain client, for reads that must be fresh. Write with this class's own methods, so that the caches know.</summary>
    protected KubeClient Client { get; }

    /// <summary>The objects of its kind.</summary>
    protected ObjectCache<T> Objects { get; }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        Watch(_watches);
        var following = _watches.RunAsync(stopping);
        try
        {
            await Task.WhenAny(_watches.Filled, following); // no look at half of what there is
            await Task.WhenAll(following, _queue.RunAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // asked to stop
        }
    }

    /// <summary>What its last look at an object came to, in plain words (<see cref="ReconcileResult.Because"/>, or the error); empty when there is nothing to say.</summary>
    public string Explain(ObjectName name) => _queue.Explain(name);

    /// <summary>Declares what it watches besides its own kind, and keeps the caches.</summary>
    protected virtual void Watch(OperatorWatches watches)
    {
    }

    /// <summary>Brings an object nearer to what it should be. The object is shared: never change it.</summary>
    protected abstract Task<ReconcileResult> ReconcileAsync(T value, CancellationToken cancellationToken);

    /// <summary>The object is not there (any more).</summary>
    protected virtual Task<ReconcileResult> GoneAsync(ObjectName name, CancellationToken cancellationToken) => Task.FromResult(ReconcileResult.Done);

    /// <summary>A look failed and is tried again after a while: the place to log it.</summary>
    protected virtual void OnFailure(ObjectName name, Exception error, TimeSpan nextTry)
    {
    }

    /// <summary>Creates an object.</summary>
    protected async Task<TValue> CreateAsync<TValue>(TValue value, CancellationToken cancellationToken)
        where TValue : class, IKubeObject, IJsonModel<TValue>, new() => Saw(await Client.CreateAsync(value, cancellationToken));

    /// <summary>Changes an object.</summary>
    protected async Task<TValue> PatchAsync<TValue>(ObjectName name, KubePatch patch, CancellationToken cancellationToken, string subresource = "")
        where TValue : class, IKubeObject, IJsonModel<TValue>, new() => Saw(await Client.PatchAsync<TValue>(name.Namespace, name.Name, patch, subresource, cancellationToken));

    /// <summary>Replaces an object, if it is still the one that the resourceVersion names.</summary>
    protected async Task<TValue> UpdateAsync<TValue>(TValue value, CancellationToken cancellationToken, string subresource = "")
        where TValue : class, IKubeObject, IJsonModel<TValue>, new() => Saw(await Client.UpdateAsync(value, subresource, cancellationToken));

    /// <summary>A reference that makes an object the managing controller of another.</summary>
    protected static Api.Models.Meta.V1.OwnerReference ReferenceTo(T owner) => new()
    {
        ApiVersion = owner.ApiVersion,
        Kind = owner.Kind,
        Name = owner.Metadata.Name ?? "",
        Uid = owner.Metadata.Uid ?? "",
        Controller = true,
        BlockOwnerDeletion = true,
    };

    private TValue Saw<TValue>(TValue value)
        where TValue : class, IKubeObject
    {
        _watches.CacheOf<TValue>()?.Saw(value);
        return value;
    }

    private Task<ReconcileResult> LookAsync(ObjectName name, CancellationToken cancellationToken) =>
        Objects.Get(name) is { } value ? ReconcileAsync(value, cancellationToken) : GoneAsync(name, cancellationToken);
}
