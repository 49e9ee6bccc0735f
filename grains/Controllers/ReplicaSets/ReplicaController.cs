using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.ReplicaSets;

/// <summary>Keeps as many pods of a template as asked for (<c>pkg/controller/replicaset</c>): replica sets, and replication controllers before them.</summary>
/// <typeparam name="T">The kind.</typeparam>
internal abstract class ReplicaController<T> : Controller<T>
    where T : class, IKubeObject, IJsonModel<T>
{
    private readonly GroupResource _resource;
    private readonly string _kind;
    private readonly Claims _claims;
    private readonly PodScaler _scaler;

    /// <param name="name">The controller's name.</param>
    /// <param name="kind">The kind's name, as pods refer to it.</param>
    /// <param name="resource">The kind's resource.</param>
    /// <param name="services">What it works with.</param>
    protected ReplicaController(string name, string kind, GroupResource resource, ControllerServices services)
        : base(name, resource, services)
    {
        (_kind, _resource) = (kind, resource);
        _claims = new Claims(KnownResources.Pods, services, Client);
        _scaler = new PodScaler(services, Client, Events);
    }

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches)
    {
        watches.Owned(KnownResources.Pods, _kind, _resource);
        watches.Adoptable(KnownResources.Pods, _resource, Replica, entry => OwnerOf(entry).Selector);
    }

    /// <summary>What an object of the kind asks for.</summary>
    protected abstract ReplicaOwner OwnerOf(ReplicaEntry entry);

    /// <summary>A merge patch of an object's status; null when it stays as it is.</summary>
    protected abstract byte[]? StatusOf(T value, ReplicaState state);

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, T value, CancellationToken cancellationToken)
    {
        var owner = OwnerOf(Replica.Get(key)!);
        var mark = Services.PodNumbers.Mark(value);
        var pods = (await _claims.ClaimAsync(value, owner.Selector, cancellationToken)).ConvertAll(pod => pod.As<Pod>());
        Exception? failed = null;
        ReplicaFailure? failure = null;
        if (value.Metadata.DeletionTimestamp is null)
        {
            (failure, failed) = await _scaler.ScaleAsync(owner, pods, mark, cancellationToken);
        }

        // What was just created or deleted is in the replica by now.
        pods = [.. Services.Owners.ControlledBy(owner.Uid, KnownResources.Pods).Where(pod => owner.Selector.Matches(pod.Labels)).Select(pod => pod.As<Pod>())];
        var state = ReplicaState.Of(owner, pods, failure, Now);
        if (Replica.Get(key) is { } entry && StatusOf(entry.As<T>(), state) is { } patch)
        {
            await Client.PatchAsync(key, patch, "status", cancellationToken);
        }

        if (failed is not null)
        {
            throw failed;
        }

        var counts = state.Counts;
        return (counts.NextAvailable is { } next ? ReconcileResult.After(next - Now) : ReconcileResult.Done)
            .Because($"wants {owner.Replicas} pods: {counts.Active} are there, {counts.Ready} of them ready, {counts.Available} available");
    }
}
