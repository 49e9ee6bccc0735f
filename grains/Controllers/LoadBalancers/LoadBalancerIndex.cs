using System.Runtime.InteropServices;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.LoadBalancers;

/// <summary>The services with a load balancer of ours, and which of them want the same ports of the nodes.</summary>
internal sealed class LoadBalancerIndex : IReplicaObserver, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, ReplicaEntry> _services = [];
    private readonly Dictionary<(string Protocol, int Port), HashSet<ObjectKey>> _byPort = [];
    private readonly IDisposable _subscription;

    /// <summary>Follows the replica.</summary>
    public LoadBalancerIndex(IReplica replica) => _subscription = replica.Subscribe(this, replay: true);

    /// <summary>All of them.</summary>
    public ObjectKey[] All
    {
        get
        {
            lock (_lock)
            {
                return [.. _services.Keys];
            }
        }
    }

    /// <summary>The other services that want a port of this one, with that port.</summary>
    public List<(ReplicaEntry Service, ServicePort Port)> RivalsOf(ObjectKey key, Service service)
    {
        var rivals = new List<(ReplicaEntry, ServicePort)>();
        lock (_lock)
        {
            foreach (var port in service.Spec.Ports ?? [])
            {
                foreach (var other in _byPort.GetValueOrDefault(PlaceOf(port)) ?? [])
                {
                    if (other != key)
                    {
                        rivals.Add((_services[other], port));
                    }
                }
            }
        }

        return rivals;
    }

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        var entry = change.Entry;
        if (entry.Key.GroupResource != KnownResources.Services)
        {
            return;
        }

        lock (_lock)
        {
            if (_services.Remove(entry.Key, out var before))
            {
                foreach (var port in before.As<Service>().Spec.Ports ?? [])
                {
                    if (_byPort.TryGetValue(PlaceOf(port), out var keys) && keys.Remove(entry.Key) && keys.Count == 0)
                    {
                        _byPort.Remove(PlaceOf(port));
                    }
                }
            }

            if (change.Type != ChangeType.Deleted && NodeBalancer.Wants(entry.As<Service>()))
            {
                _services.Add(entry.Key, entry);
                foreach (var port in entry.As<Service>().Spec.Ports ?? [])
                {
                    ref var keys = ref CollectionsMarshal.GetValueRefOrAddDefault(_byPort, PlaceOf(port), out _);
                    (keys ??= []).Add(entry.Key);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private static (string, int) PlaceOf(ServicePort port) => (port.Protocol ?? "TCP", port.Port);
}
