using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers;

/// <summary>Objects without a controller, of the resources that controllers adopt, by namespace. Usually few, so that looking for them costs little.</summary>
internal sealed class Orphans : IReplicaObserver, IDisposable
{
    private static readonly HashSet<GroupResource> Adoptable = [KnownResources.Pods, KnownResources.ReplicaSets, KnownResources.ControllerRevisions];

    private readonly Lock _lock = new();
    private readonly Dictionary<(GroupResource Resource, string Namespace), Dictionary<string, ReplicaEntry>> _byNamespace = [];
    private readonly IDisposable _subscription;

    /// <summary>Follows the replica.</summary>
    public Orphans(IReplica replica) => _subscription = replica.Subscribe(this, replay: true);

    /// <summary>Those of a resource in a namespace.</summary>
    public ReplicaEntry[] In(GroupResource resource, string namespaceName)
    {
        lock (_lock)
        {
            return _byNamespace.TryGetValue((resource, namespaceName), out var entries) ? [.. entries.Values] : [];
        }
    }

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        var key = change.Entry.Key;
        if (!Adoptable.Contains(key.GroupResource))
        {
            return;
        }

        var place = (key.GroupResource, key.Namespace);
        lock (_lock)
        {
            if (change.Type != ChangeType.Deleted && change.Entry.Metadata.Controller is null)
            {
                if (!_byNamespace.TryGetValue(place, out var entries))
                {
                    _byNamespace.Add(place, entries = new Dictionary<string, ReplicaEntry>(StringComparer.Ordinal));
                }

                entries[key.Name] = change.Entry;
            }
            else if (_byNamespace.TryGetValue(place, out var entries) && entries.Remove(key.Name) && entries.Count == 0)
            {
                _byNamespace.Remove(place);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();
}
