using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Indexes;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>
/// Deletes the pods that do not tolerate a NoExecute taint of their node, or no longer (<c>tainteviction</c>). Its objects are nodes with such taints.
/// </summary>
internal sealed class TaintEvictionController(ControllerServices services) : IController
{
    private const string Reason = "TaintManagerEviction";
    private readonly ObservedClient _client = new(services.Clients.For("system:serviceaccount:kube-system:node-controller"));
    private readonly EventSourceRecorder _events = services.Events.From("taint-eviction-controller");
    private readonly PlannedEvictions _planned = new();

    /// <inheritdoc/>
    public string Name => "taint-eviction-controller";

    /// <inheritdoc/>
    public void Declare(WatchSet watches)
    {
        watches.Explains(KnownResources.Nodes, static node => DrivesOut(node) ? node.Key : null);
        watches.Explains(KnownResources.Pods, pod => PodNodeIndex.NodeOf(pod) is { Length: > 0 } name && services.Replica.Get(KnownResources.Nodes.Key(null, name)) is { } node && DrivesOut(node) ? node.Key : null);
        watches.Mapped(KnownResources.Nodes, (change, poke) =>
        {
            if (_planned.Any(change.Entry.Key) || DrivesOut(change.Entry))
            {
                poke(change.Entry.Key);
            }
        });
        watches.Mapped(KnownResources.Pods, (change, poke) =>
        {
            if (change.Type != ChangeType.Deleted && PodNodeIndex.NodeOf(change.Entry) is { Length: > 0 } name)
            {
                var key = KnownResources.Nodes.Key(null, name);
                if (services.Replica.Get(key) is { } node && DrivesOut(node))
                {
                    poke(key);
                }
            }
        });
    }

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var node = services.Replica.Get(key)?.As<Node>() ?? new Node();
        var now = services.Time.GetUtcNow().UtcDateTime;
        var result = ReconcileResult.Done;
        var staying = 0;
        var uids = new HashSet<string>(StringComparer.Ordinal);
        var evictions = new List<Task>();
        foreach (var entry in services.PodsByNode.PodsOf(key.Name))
        {
            if (entry.DeletionTimestamp is not null || entry.TryAs<Pod>() is not { } pod)
            {
                continue;
            }

            if (EvictionDeadline.Of(pod, node, now) is null)
            {
                staying++;
                if (_planned.Cancel(key, entry.Uid))
                {
                    _events.Normal(pod, Reason, $"Cancelling deletion of Pod {entry.Key.Namespace}/{entry.Key.Name}");
                }

                continue;
            }

            uids.Add(entry.Uid);
            var deadline = EvictionDeadline.Of(pod, node, _planned.SeenSince(key, entry.Uid, now))!.Value;
            if (deadline <= now)
            {
                evictions.Add(EvictAsync(entry, pod, cancellationToken));
            }
            else
            {
                result = result.Or(ReconcileResult.After(deadline - now));
            }
        }

        _planned.Keep(key, uids);
        await Task.WhenAll(evictions);
        return uids.Count + staying == 0 || node.Spec.Taints is null or []
            ? result
            : result.Because($"for the node's NoExecute taints {evictions.Count} of its pods are deleted, {uids.Count - evictions.Count} leave when their tolerations end, {staying} tolerate them");
    }

    private static bool DrivesOut(ReplicaEntry node) => node.TryAs<Node>()?.Spec.Taints?.Exists(static taint => taint.Effect == NodeTaints.NoExecute) == true;

    private async Task EvictAsync(ReplicaEntry entry, Pod pod, CancellationToken cancellationToken)
    {
        _events.Normal(pod, Reason, $"Marking for deletion Pod {entry.Key.Namespace}/{entry.Key.Name}");
        try
        {
            var marked = entry.Copy<Pod>();
            if (PodDisruption.Mark(marked, "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint", services.Time.GetUtcNow().UtcDateTime))
            {
                await _client.UpdateStatusAsync(marked, cancellationToken);
            }

            await _client.DeleteAsync(entry.Key, new WriteOptions { PreconditionUid = entry.Uid }, cancellationToken);
        }
        catch (ApiException gone) when (gone.Status.Code == 404)
        {
            // Which is what was wanted.
        }
    }
}
