using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Plugins.Counting;

/// <summary>The labels of namespaces, for terms that choose namespaces by them.</summary>
internal sealed class NamespaceLabels : INamespaceLabels, IReplicaObserver
{
    private static readonly Dictionary<string, string> None = [];
    private readonly IReplica _replica;
    private volatile int _version;

    /// <summary>Follows the replica for as long as the scheduler lives.</summary>
    public NamespaceLabels(IReplica replica, ICollection<IDisposable> lifetime)
    {
        _replica = replica;
        lifetime.Add(replica.Subscribe(this));
    }

    /// <summary>Raised when a namespace comes, goes, or changes its labels.</summary>
    public int Version => _version;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Of(string namespaceName) => _replica.Get(KnownResources.Namespaces.Key(null, namespaceName))?.Labels ?? None;

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource == KnownResources.Namespaces
            && (change.Type != ChangeType.Updated || change.Previous is null || !Same(change.Previous.Labels, change.Entry.Labels)))
        {
            Interlocked.Increment(ref _version);
        }
    }

    private static bool Same(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) =>
        a.Count == b.Count && a.All(label => b.TryGetValue(label.Key, out var value) && value == label.Value);
}
