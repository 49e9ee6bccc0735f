using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers;

/// <summary>
/// A controller for one kind. It depends on the current state alone (level-triggered): it is told that something may have changed, never what. What it writes is in
/// the replica when the write returns, so that its next look sees it. An exception means: try again after a while.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
internal abstract class Controller<T> : IController
    where T : class, IKubeObject, IJsonModel<T>
{
    private readonly GroupResource _resource;

    /// <param name="name">The controller's name, as in Kubernetes: <c>replicaset-controller</c>.</param>
    /// <param name="resource">The kind's resource.</param>
    /// <param name="services">What it works with.</param>
    protected Controller(string name, GroupResource resource, ControllerServices services)
    {
        Name = name;
        _resource = resource;
        Services = services;
        Client = new ObservedClient(services.Clients.For("system:serviceaccount:kube-system:" + name));
        Events = services.Events.From(name);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>What all controllers share.</summary>
    protected ControllerServices Services { get; }

    /// <summary>Where it reads.</summary>
    protected IReplica Replica => Services.Replica;

    /// <summary>How it writes.</summary>
    protected IResourceClient Client { get; }

    /// <summary>How it tells people what it did.</summary>
    protected EventSourceRecorder Events { get; }

    /// <summary>Now, UTC.</summary>
    protected DateTime Now => Services.Time.GetUtcNow().UtcDateTime;

    /// <inheritdoc/>
    public void Declare(WatchSet watches)
    {
        watches.Own(_resource);
        Watch(watches);
    }

    /// <inheritdoc/>
    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken) =>
        Replica.Get(key) is { } entry ? ReconcileAsync(key, entry.As<T>(), cancellationToken) : GoneAsync(key, cancellationToken);

    /// <summary>Declares what it watches besides its own kind.</summary>
    protected virtual void Watch(WatchSet watches)
    {
    }

    /// <summary>Brings an object nearer to what it should be. The object is shared: never change it.</summary>
    protected abstract Task<ReconcileResult> ReconcileAsync(ObjectKey key, T value, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the object's spec is another by now. Asked after its dependents were read: if it is not, they were made for this spec or an older one, and none for a newer,
    /// which this look would take for old. The change itself brings the next look.
    /// </summary>
    protected bool IsOutdated(T value) =>
        Replica.Get(_resource.Key(value.Metadata.Namespace, value.Metadata.Name!)) is not { } entry
        || entry.Uid != value.Metadata.Uid || entry.Generation != (value.Metadata.Generation ?? 0);

    /// <summary>The object is not there (any more).</summary>
    protected virtual Task<ReconcileResult> GoneAsync(ObjectKey key, CancellationToken cancellationToken) => Task.FromResult(ReconcileResult.Done);
}
