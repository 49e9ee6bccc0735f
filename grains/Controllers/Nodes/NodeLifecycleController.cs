using System.Collections.Concurrent;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Indexes;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>
/// Draws the consequences of a node's conditions: taints, pods no longer ready, eviction after the time that a pod tolerates the taints; and removes the
/// pods of nodes that are gone (<c>nodelifecycle</c>, <c>tainteviction</c> and the part of <c>podgc</c> for nodes).
/// That a node does not answer any more is noticed by its grain, which then sets the condition Ready to Unknown.
/// </summary>
internal sealed class NodeLifecycleController(ControllerServices services)
    : Controller<Node>("node-controller", KnownResources.Nodes, services)
{
    /// <summary>How long a node must be gone before its pods are: it may only be registering anew.</summary>
    public static TimeSpan Quarantine { get; } = TimeSpan.FromSeconds(40);

    private static readonly byte[] Failed = """{"status":{"phase":"Failed"}}"""u8.ToArray();
    private readonly ConcurrentDictionary<ObjectKey, DateTime> _goneSince = new();

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches) => watches.Mapped(KnownResources.Pods, PokeTroubled);

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, Node value, CancellationToken cancellationToken)
    {
        _goneSince.TryRemove(key, out _);
        if (NodeTaints.Wanted(value, Now) is { } taints)
        {
            await Client.PatchAsync(key, TaintPatch(value, taints), "", cancellationToken);
            value = Replica.Get(key)?.As<Node>() ?? value;
        }

        var pods = Services.PodsByNode.PodsOf(key.Name).Select(pod => pod.As<Pod>()).ToList();
        if (NodeTaints.ReadyStatus(value) != "True")
        {
            await Task.WhenAll(pods.Where(PodState.IsReady).Select(pod => MarkNotReadyAsync(pod, cancellationToken)));
        }

        return await EvictAsync(value, pods, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> GoneAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var pods = Services.PodsByNode.PodsOf(key.Name);
        if (pods.Count == 0)
        {
            _goneSince.TryRemove(key, out _);
            return ReconcileResult.Done;
        }

        var due = _goneSince.GetOrAdd(key, Now) + Quarantine;
        if (due > Now)
        {
            return ReconcileResult.After(due - Now);
        }

        await Task.WhenAll(pods.Select(pod => RemoveAsync(pod, cancellationToken)));
        return ReconcileResult.Done;
    }

    /// <summary>A pod concerns its node when that is gone or has taints that may drive it away.</summary>
    private void PokeTroubled(ReplicaChange change, Action<ObjectKey> poke)
    {
        if (change.Type == ChangeType.Deleted || PodNodeIndex.NodeOf(change.Entry) is not { Length: > 0 } name)
        {
            return;
        }

        var key = KnownResources.Nodes.Key(null, name);
        if (Replica.Get(key) is not { } node || node.As<Node>().Spec.Taints?.Exists(taint => taint.Effect == "NoExecute") == true)
        {
            poke(key);
        }
    }

    private async Task<ReconcileResult> EvictAsync(Node node, List<Pod> pods, CancellationToken cancellationToken)
    {
        var result = ReconcileResult.Done;
        var evictions = new List<Task>();
        foreach (var pod in pods)
        {
            if (pod.Metadata.DeletionTimestamp is not null || EvictionDeadline.Of(pod, node, Now) is not { } deadline)
            {
                continue;
            }

            if (deadline <= Now)
            {
                evictions.Add(EvictAsync(pod, cancellationToken));
            }
            else
            {
                result = result.Or(ReconcileResult.After(deadline - Now));
            }
        }

        await Task.WhenAll(evictions);
        return result;
    }

    private async Task EvictAsync(Pod pod, CancellationToken cancellationToken)
    {
        Events.Normal(pod, "TaintManagerEviction", $"Marking for deletion Pod {pod.Metadata.Namespace}/{pod.Metadata.Name}");
        await IgnoreGoneAsync(Client.DeleteAsync(KeyOf(pod), new WriteOptions { PreconditionUid = pod.Metadata.Uid }, cancellationToken));
    }

    private async Task MarkNotReadyAsync(Pod pod, CancellationToken cancellationToken)
    {
        if (Replica.Get(KeyOf(pod)) is not { } entry)
        {
            return;
        }

        var update = entry.Copy<Pod>();
        var ready = PodState.Condition(update, "Ready");
        if (ready is not { Status: "True" })
        {
            return;
        }

        ready.Status = "False";
        ready.LastTransitionTime = Timestamp.Seconds(Now);
        Events.Warning(pod, "NodeNotReady", "Node is not ready");
        await IgnoreGoneAsync(Client.UpdateStatusAsync(update, cancellationToken));
    }

    /// <summary>The node is gone and can no longer confirm: the pod has failed, and goes at once.</summary>
    private async Task RemoveAsync(ReplicaEntry entry, CancellationToken cancellationToken)
    {
        if (!PodState.IsFinished(entry.As<Pod>()))
        {
            await IgnoreGoneAsync(Client.PatchAsync(entry.Key, Failed, "status", cancellationToken));
        }

        await IgnoreGoneAsync(Client.DeleteAsync(entry.Key, new WriteOptions { PreconditionUid = entry.Uid, GracePeriodSeconds = 0 }, cancellationToken));
    }

    private static byte[] TaintPatch(Node node, List<Taint> taints) =>
        MergePatch.Write(writer =>
        {
            writer.WriteStartObject("metadata"u8);
            writer.WriteString("resourceVersion"u8, node.Metadata.ResourceVersion);
            writer.WriteEndObject();
            writer.WriteStartObject("spec"u8);
            writer.WriteStartArray("taints"u8);
            foreach (var taint in taints)
            {
                taint.Write(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });

    private static ObjectKey KeyOf(Pod pod) => KnownResources.Pods.Key(pod.Metadata.Namespace, pod.Metadata.Name!);

    /// <summary>A pod that went meanwhile is what was wanted.</summary>
    private static async Task IgnoreGoneAsync(Task write)
    {
        try
        {
            await write;
        }
        catch (ApiException gone) when (gone.Status.Code == 404)
        {
            return;
        }
    }
}
