using System.Collections.Concurrent;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Nodes;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Indexes;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.PodGarbage;

/// <summary>
/// Removes pods that nobody else does (<c>podgc</c>). Its objects are nodes, gone ones (their pods are orphans) and ones out of service (their pods that are to end
/// never will); pods that are to end and run nowhere; and <see cref="Terminated"/>, which stands for all that have ended.
/// </summary>
internal sealed class PodGarbageCollector : IController
{
    /// <summary>Stands for the pods that have ended.</summary>
    public static readonly ObjectKey Terminated = KnownResources.Pods.Key(null, "terminated");

    private const string OutOfService = "node.kubernetes.io/out-of-service";

    private readonly ControllerServices _services;
    private readonly PodGarbageOptions _options;
    private readonly ForcedPodRemoval _removal;
    private readonly TerminatedPods _terminated = new();
    private readonly ConcurrentDictionary<ObjectKey, DateTimeOffset> _goneSince = new();

    public PodGarbageCollector(ControllerServices services, PodGarbageOptions options)
    {
        (_services, _options) = (services, options);
        _removal = new ForcedPodRemoval(services, new ObservedClient(services.Clients.For("system:serviceaccount:kube-system:" + Name)));
    }

    /// <inheritdoc/>
    public string Name => "pod-garbage-collector";

    /// <inheritdoc/>
    public void Declare(WatchSet watches)
    {
        watches.Mapped(KnownResources.Nodes, static (change, poke) =>
        {
            if (change.Type == ChangeType.Deleted || IsOutOfService(change.Entry.As<Node>()))
            {
                poke(change.Entry.Key);
            }
        });
        watches.Mapped(KnownResources.Pods, MapPod);
    }

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (key.GroupResource == KnownResources.Nodes)
        {
            return await LookAtNodeAsync(key, cancellationToken);
        }

        if (key == Terminated)
        {
            await _removal.RemoveAsync(_terminated.Beyond(_options.TerminatedPodThreshold, _services.Replica), orphaned: false, cancellationToken);
        }
        else if (_services.Replica.Get(key) is { DeletionTimestamp: not null } pod && PodNodeIndex.NodeOf(pod).Length == 0)
        {
            await _removal.RemoveAsync([pod], orphaned: false, cancellationToken);
        }

        return ReconcileResult.Done;
    }

    private void MapPod(ReplicaChange change, Action<ObjectKey> poke)
    {
        _terminated.Note(change);
        if (change.Type == ChangeType.Deleted)
        {
            return;
        }

        if (_options.TerminatedPodThreshold > 0 && _terminated.Count > _options.TerminatedPodThreshold)
        {
            poke(Terminated);
        }

        var ends = change.Entry.DeletionTimestamp is not null;
        if (PodNodeIndex.NodeOf(change.Entry) is not { Length: > 0 } name)
        {
            if (ends)
            {
                poke(change.Entry.Key);
            }

            return;
        }

        var node = KnownResources.Nodes.Key(null, name);
        if (_services.Replica.Get(node) is not { } entry || (ends && IsOutOfService(entry.As<Node>())))
        {
            poke(node);
        }
    }

    private async Task<ReconcileResult> LookAtNodeAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var pods = _services.PodsByNode.PodsOf(key.Name);
        if (_services.Replica.Get(key) is { } entry)
        {
            _goneSince.TryRemove(key, out _);
            if (IsOutOfService(entry.As<Node>()))
            {
                await _removal.RemoveAsync(pods.Where(static pod => pod.DeletionTimestamp is not null), orphaned: false, cancellationToken);
            }

            return ReconcileResult.Done;
        }

        if (pods.Count == 0)
        {
            _goneSince.TryRemove(key, out _);
            return ReconcileResult.Done;
        }

        var now = _services.Time.GetUtcNow();
        var due = _goneSince.GetOrAdd(key, now) + _options.Quarantine;
        if (due > now)
        {
            return ReconcileResult.After(due - now);
        }

        await _removal.RemoveAsync(pods, orphaned: true, cancellationToken);
        return ReconcileResult.Done;
    }

    /// <summary>Whether somebody has said of a node that is not ready that it is off and stays so.</summary>
    private static bool IsOutOfService(Node node) => NodeTaints.ReadyStatus(node) != "True" && node.Spec.Taints?.Exists(static taint => taint.Key == OutOfService) == true;
}
