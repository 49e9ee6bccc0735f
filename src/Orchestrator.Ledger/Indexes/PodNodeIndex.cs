using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Metadata;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Ledger.Indexes;

/// <summary>Pods by the node that they are bound to (<c>spec.nodeName</c>); those without a node are under "".</summary>
public sealed class PodNodeIndex : IReplicaObserver, IDisposable
{
    private static readonly GroupResource Pods = new("", "pods");

    private readonly EntryBuckets _buckets = new();
    private readonly Dictionary<ObjectKey, string> _nodes = [];
    private readonly IDisposable _subscription;

    /// <summary>Indexes the pods of a replica from now on.</summary>
    public PodNodeIndex(IReplica replica) => _subscription = replica.Subscribe(this, replay: true);

    /// <summary>The pods of a node, in no order.</summary>
    public IReadOnlyList<ReplicaEntry> PodsOf(string nodeName) => _buckets.Get(nodeName);

    /// <summary>The node of a pod; "" when it has none yet.</summary>
    public static string NodeOf(ReplicaEntry pod) =>
        (pod.Decoded is Pod known ? known.Spec.NodeName : JsonField.GetString(pod.Json.Span, "spec"u8, "nodeName"u8)) ?? "";

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        var entry = change.Entry;
        if (entry.Key.GroupResource != Pods)
        {
            return;
        }

        if (change.Type == ChangeType.Deleted)
        {
            Remove(entry.Key);
            return;
        }

        var node = NodeOf(entry);
        if (!_nodes.TryGetValue(entry.Key, out var before) || before != node)
        {
            Remove(entry.Key);
            _nodes[entry.Key] = node;
        }

        _buckets.Set(node, entry);
    }

    private void Remove(ObjectKey pod)
    {
        if (_nodes.Remove(pod, out var node))
        {
            _buckets.Remove(node, pod);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();
}
