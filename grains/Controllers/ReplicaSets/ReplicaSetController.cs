using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.ReplicaSets;

/// <summary>Keeps as many pods of a template as asked for (<c>pkg/controller/replicaset</c>).</summary>
internal sealed class ReplicaSetController : Controller<ReplicaSet>
{
    private readonly Claims _claims;
    private readonly PodScaler _scaler;

    public ReplicaSetController(ControllerServices services)
        : base("replicaset-controller", KnownResources.ReplicaSets, services)
    {
        _claims = new Claims(KnownResources.Pods, services, Client);
        _scaler = new PodScaler(services, Client, Events);
    }

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches)
    {
        watches.Owned(KnownResources.Pods, "ReplicaSet", KnownResources.ReplicaSets);
        watches.Mapped(KnownResources.Pods, PokeAdopters);
    }

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, ReplicaSet value, CancellationToken cancellationToken)
    {
        var selector = SelectorOf.Labels(value.Spec.Selector);
        var pods = (await _claims.ClaimAsync(value, selector, cancellationToken)).ConvertAll(pod => pod.As<Pod>());
        Exception? failed = null;
        ReplicaFailure? failure = null;
        if (value.Metadata.DeletionTimestamp is null)
        {
            (failure, failed) = await _scaler.ScaleAsync(Replica.Get(key)!, pods, cancellationToken);
        }

        // What was just created or deleted is in the replica by now.
        pods = [.. Services.Owners.ControlledBy(value.Metadata.Uid!, KnownResources.Pods).Where(pod => selector.Matches(pod.Labels)).Select(pod => pod.As<Pod>())];
        var counts = PodCounts.Of(pods, value.Spec.MinReadySeconds ?? 0, Now);
        await WriteStatusAsync(key, value, ReplicaSetStatusCalculator.Calculate(value, pods, counts, failure, Now), cancellationToken);
        if (failed is not null)
        {
            throw failed;
        }

        return counts.NextAvailable is { } next ? ReconcileResult.After(next - Now) : ReconcileResult.Done;
    }

    private async Task WriteStatusAsync(ObjectKey key, ReplicaSet value, ReplicaSetStatus status, CancellationToken cancellationToken)
    {
        if (Replica.Get(key) is { } entry && StatusPatch.Of(value.Metadata.Uid!, entry.As<ReplicaSet>().Status, status) is { } patch)
        {
            await Client.PatchAsync(key, patch, "status", cancellationToken);
        }
    }

    /// <summary>A pod without a controller concerns the replica sets that it matches.</summary>
    private void PokeAdopters(ReplicaChange change, Action<ObjectKey> poke)
    {
        var pod = change.Entry;
        if (pod.Metadata.Controller is not null || pod.Labels.Count == 0)
        {
            return;
        }

        foreach (var set in Replica.List(KnownResources.ReplicaSets).In(pod.Key.Namespace))
        {
            if (SelectorOf.Labels(set.As<ReplicaSet>().Spec.Selector).Matches(pod.Labels))
            {
                poke(set.Key);
            }
        }
    }
}
