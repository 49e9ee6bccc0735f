using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Tests.ControlPlane;

/// <summary>Follows the pods of a namespace revision by revision, and keeps the extremes of how many there were.</summary>
internal sealed class RolloutBounds : IReplicaObserver, IDisposable
{
    private readonly Dictionary<string, (bool Active, bool Available)> _pods = new(StringComparer.Ordinal);
    private readonly string _namespace;
    private readonly IDisposable _subscription;
    private int _active;
    private int _available;

    public RolloutBounds(IReplica replica, string ns)
    {
        _namespace = ns;
        _subscription = replica.Subscribe(this, replay: true);
        (MostActive, LeastAvailable) = (_active, _available);
    }

    public int MostActive { get; private set; }

    public int LeastAvailable { get; private set; } = int.MaxValue;

    public void OnChange(ReplicaChange change)
    {
        var key = change.Entry.Key;
        if (key.GroupResource != KnownResources.Pods || key.Namespace != _namespace)
        {
            return;
        }

        var (wasActive, wasAvailable) = _pods.GetValueOrDefault(key.Name);
        var pod = change.Entry.As<Pod>();
        var active = change.Type != ChangeType.Deleted && PodState.IsActive(pod);
        var available = active && PodState.IsReady(pod);
        _pods[key.Name] = (active, available);
        _active += (active ? 1 : 0) - (wasActive ? 1 : 0);
        _available += (available ? 1 : 0) - (wasAvailable ? 1 : 0);
        MostActive = Math.Max(MostActive, _active);
        LeastAvailable = Math.Min(LeastAvailable, _available);
    }

    public void Dispose() => _subscription.Dispose();
}
