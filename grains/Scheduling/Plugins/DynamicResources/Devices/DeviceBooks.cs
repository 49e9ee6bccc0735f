using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Allocation;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;

/// <summary>
/// Which devices belong to claims: by what the claims' status says, and by what a scheduler has decided and not written yet. Also finds the claims that were made for
/// pods. One for all profiles, so that two of them do not give out the same device.
/// </summary>
internal sealed class DeviceBooks : IReplicaObserver
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DeviceId, int> _allocated = [];
    private readonly Dictionary<ObjectKey, DeviceId[]> _byClaim = [];
    private readonly Dictionary<string, DeviceId[]> _assumed = new(StringComparer.Ordinal);
    private readonly Dictionary<DeviceId, string> _assumedDevices = [];
    private readonly Dictionary<(string PodUid, string Name), ObjectKey> _ofPods = [];

    /// <summary>Follows the replica, for as long as it is there.</summary>
    public DeviceBooks(IReplica replica)
    {
        Inventory = new DeviceInventory(replica);
        replica.Subscribe(this, replay: true);
    }

    /// <summary>What drivers offer.</summary>
    public DeviceInventory Inventory { get; }

    /// <summary>Whether a device belongs to a claim.</summary>
    public bool InUse(DeviceId device)
    {
        lock (_lock)
        {
            return _allocated.ContainsKey(device) || _assumedDevices.ContainsKey(device);
        }
    }

    /// <summary>Whether somebody has decided about a claim and not written it yet.</summary>
    public bool IsAssumed(string claimUid)
    {
        lock (_lock)
        {
            return _assumed.ContainsKey(claimUid);
        }
    }

    /// <summary>Takes devices for claims, all or none: false when one of them belongs to a claim by now, or a claim was decided about.</summary>
    public bool TryAssume(IReadOnlyList<(string ClaimUid, DeviceId[] Devices)> claims)
    {
        lock (_lock)
        {
            foreach (var (uid, devices) in claims)
            {
                if (_assumed.ContainsKey(uid) || Array.Exists(devices, device => _allocated.ContainsKey(device) || _assumedDevices.ContainsKey(device)))
                {
                    return false;
                }
            }

            foreach (var (uid, devices) in claims)
            {
                _assumed.Add(uid, devices);
                foreach (var device in devices)
                {
                    _assumedDevices[device] = uid;
                }
            }

            return true;
        }
    }

    /// <summary>Ends what was assumed: it is written, or will not be.</summary>
    public void Drop(string claimUid)
    {
        lock (_lock)
        {
            if (_assumed.Remove(claimUid, out var devices))
            {
                foreach (var device in devices)
                {
                    _assumedDevices.Remove(device);
                }
            }
        }
    }

    /// <summary>The claim that was made for one of a pod's claims by a template; null when there is none yet.</summary>
    public ObjectKey? ClaimOf(string podUid, string name)
    {
        lock (_lock)
        {
            return _ofPods.TryGetValue((podUid, name), out var key) ? key : null;
        }
    }

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource != DeviceResources.Claims)
        {
            return;
        }

        var gone = change.Type == ChangeType.Deleted;
        var allocation = gone ? null : change.Entry.As<ResourceClaim>().Status.Allocation;
        DeviceId[] devices = allocation is null ? [] : [.. Allocations.Taken(allocation)];
        lock (_lock)
        {
            if (_byClaim.Remove(change.Entry.Key, out var before))
            {
                Count(before, -1);
            }

            if (devices.Length > 0)
            {
                _byClaim.Add(change.Entry.Key, devices);
                Count(devices, 1);
            }

            if (PodOf(change.Entry) is not { } place)
            {
                return;
            }

            if (!gone)
            {
                _ofPods[place] = change.Entry.Key;
            }
            else if (_ofPods.TryGetValue(place, out var known) && known == change.Entry.Key)
            {
                _ofPods.Remove(place);
            }
        }
    }

    private static (string PodUid, string Name)? PodOf(ReplicaEntry claim) =>
        claim.Metadata.Controller is { Kind: "Pod" } pod && claim.Annotations.TryGetValue(DeviceResources.PodClaimName, out var name) ? (pod.Uid, name) : null;

    private void Count(DeviceId[] devices, int by)
    {
        foreach (var device in devices)
        {
            var count = _allocated.GetValueOrDefault(device) + by;
            if (count == 0)
            {
                _allocated.Remove(device);
            }
            else
            {
                _allocated[device] = count;
            }
        }
    }
}
