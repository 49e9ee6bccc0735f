using System.Collections.Concurrent;
using Orchestrator.Grains.Controllers;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Tests.ControlPlane;

/// <summary>Keeps in which order the workloads of a namespace went.</summary>
internal sealed class GoingOrder : IReplicaObserver, IDisposable
{
    private readonly ConcurrentQueue<string> _resources = new();
    private readonly string _namespace;
    private readonly IDisposable _subscription;

    public GoingOrder(IReplica replica, string ns)
    {
        _namespace = ns;
        _subscription = replica.Subscribe(this);
    }

    public IEnumerable<string> Resources => _resources;

    public void OnChange(ReplicaChange change)
    {
        var key = change.Entry.Key;
        if (change.Type == ChangeType.Deleted && key.Namespace == _namespace && key.GroupResource != KnownResources.Events)
        {
            _resources.Enqueue(key.Resource);
        }
    }

    public void Dispose() => _subscription.Dispose();
}
