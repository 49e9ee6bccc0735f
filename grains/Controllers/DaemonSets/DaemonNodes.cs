using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Taint = Orchestrator.Grains.Scheduling.Model.Taint;

namespace Orchestrator.Grains.Controllers.DaemonSets;

/// <summary>The nodes, as daemon sets look at them, ordered by name: read once for each change that matters, not at each look.</summary>
internal sealed class DaemonNodes : IReplicaObserver, IDisposable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, SchedulingNode> _nodes = new(StringComparer.Ordinal);
    private readonly IDisposable _subscription;
    private SchedulingNode[]? _all;

    /// <summary>Follows the replica.</summary>
    public DaemonNodes(IReplica replica) => _subscription = replica.Subscribe(this, replay: true);

    /// <summary>All nodes as they are now.</summary>
    public SchedulingNode[] All
    {
        get
        {
            lock (_lock)
            {
                return _all ??= [.. _nodes.Values];
            }
        }
    }

    /// <summary>A node for daemon sets to look at.</summary>
    public static SchedulingNode Read(Node node) => new(node.Metadata.Name!, 0)
    {
        Labels = node.Metadata.Labels ?? [],
        Taints = [.. (node.Spec.Taints ?? []).Select(taint => new Taint(taint.Key, taint.Value ?? "", taint.Effect))],
    };

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource != KnownResources.Nodes)
        {
            return;
        }

        var node = change.Type == ChangeType.Deleted ? null : change.Entry.As<Node>();
        if (node is not null && change.Previous is not null && !DaemonFit.MayChange(change.Previous.As<Node>(), node))
        {
            return;
        }

        lock (_lock)
        {
            _all = null;
            if (node is null)
            {
                _nodes.Remove(change.Entry.Key.Name);
            }
            else
            {
                _nodes[change.Entry.Key.Name] = Read(node);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();
}
