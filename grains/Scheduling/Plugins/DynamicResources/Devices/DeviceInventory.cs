using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;

/// <summary>What drivers offer: the slices, followed from the replica. The set of devices is made anew when a slice has changed and somebody asks.</summary>
internal sealed class DeviceInventory : IReplicaObserver
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, ReplicaEntry> _slices = new(StringComparer.Ordinal);
    private DeviceSet? _devices;

    /// <summary>Follows the replica, for as long as it is there.</summary>
    public DeviceInventory(IReplica replica) => replica.Subscribe(this, replay: true);

    /// <summary>The devices as they are now.</summary>
    public DeviceSet Devices
    {
        get
        {
            lock (_lock)
            {
                return _devices ??= DeviceSet.Of(_slices.Values.Select(entry => entry.As<ResourceSlice>().Spec));
            }
        }
    }

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource != DeviceResources.Slices)
        {
            return;
        }

        lock (_lock)
        {
            _devices = null;
            if (change.Type == ChangeType.Deleted)
            {
                _slices.Remove(change.Entry.Key.Name);
            }
            else
            {
                _slices[change.Entry.Key.Name] = change.Entry;
            }
        }
    }
}
