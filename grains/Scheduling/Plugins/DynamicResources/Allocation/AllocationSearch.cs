using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Allocation;

/// <summary>
/// Chooses devices for all claims of a pod on one node: depth first over claims, requests, alternatives and devices, taking back what leads nowhere. The devices of
/// one request are chosen in order, so that no set is tried twice. It gives up after a number of steps: one pod must not hold up all others.
/// </summary>
internal sealed class AllocationSearch
{
    private const int MostSteps = 200_000;
    private readonly IReadOnlyList<ClaimDemand> _claims;
    private readonly IReadOnlyList<PooledDevice> _devices;
    private readonly Func<DeviceId, bool> _inUse;
    private readonly MatchedAttributes[] _constraints;
    private readonly List<(DeviceDemand Demand, PooledDevice Device)>[] _chosen;
    private readonly HashSet<DeviceId> _taken = [];
    private int _steps;

    /// <param name="claims">The claims.</param>
    /// <param name="devices">The devices that can be used on the node.</param>
    /// <param name="inUse">Whether a device belongs to a claim already.</param>
    public AllocationSearch(IReadOnlyList<ClaimDemand> claims, IReadOnlyList<PooledDevice> devices, Func<DeviceId, bool> inUse)
    {
        (_claims, _devices, _inUse) = (claims, devices, inUse);
        _constraints = [.. claims.Select(claim => new MatchedAttributes(claim))];
        _chosen = [.. claims.Select(_ => new List<(DeviceDemand, PooledDevice)>())];
    }

    /// <summary>What was chosen, for each claim in order.</summary>
    public IReadOnlyList<IReadOnlyList<(DeviceDemand Demand, PooledDevice Device)>> Chosen => _chosen;

    /// <summary>Why it ended without trying everything: an expression that failed, a pool that is being written; null otherwise.</summary>
    public string? Problem { get; private set; }

    /// <summary>Chooses; false when there is no way.</summary>
    public bool Run() => Request(0, 0);

    private bool Request(int claim, int request)
    {
        if (claim == _claims.Count)
        {
            return true;
        }

        if (request == _claims[claim].Requests.Length)
        {
            return Request(claim + 1, 0);
        }

        foreach (var demand in _claims[claim].Requests[request])
        {
            if (demand.All ? EveryDevice(claim, request, demand) : NextDevice(claim, request, demand, 0, demand.Count))
            {
                return true;
            }

            if (Problem is not null)
            {
                return false;
            }
        }

        return false;
    }

    private bool NextDevice(int claim, int request, DeviceDemand demand, int from, long missing)
    {
        if (missing == 0)
        {
            return Request(claim, request + 1);
        }

        for (var i = from; i < _devices.Count && _devices.Count - i >= missing; i++)
        {
            if (++_steps > MostSteps)
            {
                Problem = "allocating claims took too many steps";
                return false;
            }

            var device = _devices[i];
            if (!device.Pool.Complete || !Matches(claim, demand, device))
            {
                if (Problem is not null)
                {
                    return false;
                }

                continue;
            }

            if (device.Pool.Duplicate is not null)
            {
                Problem = $"pool {device.Pool.Shown} is invalid: duplicate device name {device.Pool.Duplicate}";
                return false;
            }

            if (Choose(claim, demand, device))
            {
                if (NextDevice(claim, request, demand, i + 1, missing - 1))
                {
                    return true;
                }

                TakeBack(claim);
                if (Problem is not null)
                {
                    return false;
                }
            }
        }

        return false;
    }

    /// <summary>All that match, of which there must be one at least, and none in use.</summary>
    private bool EveryDevice(int claim, int request, DeviceDemand demand)
    {
        var before = _chosen[claim].Count;
        var possible = true;
        foreach (var device in _devices)
        {
            if (!device.Pool.Complete || device.Pool.Duplicate is not null)
            {
                var state = device.Pool.Complete ? "invalid" : "being updated";
                Problem = $"claim {_claims[claim].Shown}, request {demand.Request}: asks for all devices, but resource pool {device.Pool.Shown} is currently {state}";
                possible = false;
                break;
            }

            if (Matches(claim, demand, device) && !Choose(claim, demand, device))
            {
                possible = false;
                break;
            }
        }

        if (possible && Problem is null && _chosen[claim].Count > before && Request(claim, request + 1))
        {
            return true;
        }

        while (_chosen[claim].Count > before)
        {
            TakeBack(claim);
        }

        return false;
    }

    private bool Matches(int claim, DeviceDemand demand, PooledDevice device)
    {
        var matches = demand.Matches(device, out var error);
        if (error is not null)
        {
            Problem = $"claim {_claims[claim].Shown}: {error}";
        }

        return matches;
    }

    private bool Choose(int claim, DeviceDemand demand, PooledDevice device)
    {
        if (_chosen[claim].Count == DeviceResources.MostDevices || (!demand.AdminAccess && (_taken.Contains(device.Id) || _inUse(device.Id))))
        {
            return false;
        }

        // Whoever administers a device may have it twice, but not twice in one claim by one request, nor one that the claim has anyway.
        if (demand.AdminAccess && _chosen[claim].Exists(other => other.Device.Id == device.Id))
        {
            return false;
        }

        if (!_constraints[claim].TryAdd(demand, device))
        {
            return false;
        }

        _chosen[claim].Add((demand, device));
        if (!demand.AdminAccess)
        {
            _taken.Add(device.Id);
        }

        return true;
    }

    private void TakeBack(int claim)
    {
        var (demand, device) = _chosen[claim][^1];
        _chosen[claim].RemoveAt(_chosen[claim].Count - 1);
        _constraints[claim].Remove(demand);
        if (!demand.AdminAccess)
        {
            _taken.Remove(device.Id);
        }
    }
}
