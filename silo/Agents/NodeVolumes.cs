using Orchestrator.Api.Agents;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.Agents;

/// <summary>Tells agents which directories of volumes to remove: as it comes to that, and all that are left when an agent connects.</summary>
internal sealed class NodeVolumes(IReplica replica, NodePods nodes) : IReplicaObserver
{
    private static readonly GroupResource Volumes = new("", "persistentvolumes");
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, ReplicaEntry>> _byNode = new(StringComparer.Ordinal);
    private IDisposable? _subscription;

    /// <summary>Begins to follow the replica.</summary>
    public void Start() => _subscription = replica.Subscribe(this, replay: true);

    /// <summary>Ends.</summary>
    public void Stop() => _subscription?.Dispose();

    /// <summary>Tells a node that has just connected what is left to remove.</summary>
    public void SendRemovals(string node, AgentSession session)
    {
        lock (_gate)
        {
            if (_byNode.TryGetValue(node, out var volumes))
            {
                foreach (var volume in volumes.Values)
                {
                    session.Send(Frame(node, volume));
                }
            }
        }
    }

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource != Volumes)
        {
            return;
        }

        var before = change.Previous is null ? null : VolumeRemovals.NodeOf(change.Previous);
        var now = change.Type == ChangeType.Deleted ? null : VolumeRemovals.NodeOf(change.Entry);
        lock (_gate)
        {
            if (before is not null && before != now && _byNode.TryGetValue(before, out var gone))
            {
                gone.Remove(change.Entry.Key.Name);
            }

            if (now is not null)
            {
                if (!_byNode.TryGetValue(now, out var volumes))
                {
                    _byNode[now] = volumes = new Dictionary<string, ReplicaEntry>(StringComparer.Ordinal);
                }

                volumes[change.Entry.Key.Name] = change.Entry;
            }
        }

        if (now is not null && now != before)
        {
            nodes.SessionOf(now)?.Send(Frame(now, change.Entry));
        }
    }

    private static AgentFrame Frame(string node, ReplicaEntry volume) => new(AgentFrameType.RemoveVolume) { Node = node, Object = volume.Json };
}
