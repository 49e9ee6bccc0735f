using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.DaemonSets;

/// <summary>
/// Which numbers the pods of each daemon set and node have had that are gone, since this process follows the replica: a new pod gets the next one, so that nobody who waits
/// for the old pod to be gone meets a new one of its name. A pod that is there does not count: who does not know of it yet asks for its name, and is refused.
/// </summary>
internal sealed class EndedDaemonPods : IReplicaObserver
{
    private readonly IReplica _replica;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<(string Node, string Hash), int>> _next = new(StringComparer.Ordinal);

    /// <summary>Follows the replica, for as long as it is there.</summary>
    public EndedDaemonPods(IReplica replica)
    {
        _replica = replica;
        replica.Subscribe(this, replay: false);
    }

    /// <summary>The first number that no pod of the set, the node and the template has had.</summary>
    public int Next(string uid, string node, string hash)
    {
        lock (_lock)
        {
            return _next.TryGetValue(uid, out var numbers) ? numbers.GetValueOrDefault((node, hash)) : 0;
        }
    }

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Type != ChangeType.Deleted)
        {
            return;
        }

        var (key, entry) = (change.Entry.Key, change.Entry);
        if (key.GroupResource == KnownResources.DaemonSets)
        {
            lock (_lock)
            {
                _next.Remove(entry.Uid);
            }
        }
        else if (key.GroupResource == KnownResources.Nodes)
        {
            Forget(key.Name);
        }
        else if (key.GroupResource == KnownResources.Pods && entry.Metadata.Controller is { Kind: "DaemonSet" } owner
            && _replica.Get(KnownResources.DaemonSets.Key(key.Namespace, owner.Name))?.Uid == owner.Uid)
        {
            Note(owner.Uid, entry.As<Pod>());
        }
    }

    private void Note(string uid, Pod pod)
    {
        if (DaemonPods.NodeOf(pod) is { } node && pod.Metadata.Labels?.GetValueOrDefault(DaemonPods.HashLabel) is { } hash
            && PodNames.NumberOf(DaemonPods.Series(uid, node, hash), pod.Metadata.Name!) is { } number)
        {
            lock (_lock)
            {
                if (!_next.TryGetValue(uid, out var numbers))
                {
                    _next.Add(uid, numbers = []);
                }

                numbers[(node, hash)] = Math.Max(numbers.GetValueOrDefault((node, hash)), number + 1);
            }
        }
    }

    private void Forget(string node)
    {
        lock (_lock)
        {
            foreach (var numbers in _next.Values)
            {
                foreach (var key in numbers.Keys.Where(key => key.Node == node).ToList())
                {
                    numbers.Remove(key);
                }
            }
        }
    }
}
