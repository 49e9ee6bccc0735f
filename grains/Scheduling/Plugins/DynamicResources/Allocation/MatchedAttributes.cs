using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Allocation;

/// <summary>A claim's constraints <c>matchAttribute</c> while devices are chosen: the first device sets the value, and all others must have the same.</summary>
internal sealed class MatchedAttributes(ClaimDemand claim)
{
    private readonly DeviceConstraint[] _constraints = [.. (claim.Claim.Spec.Devices.Constraints ?? []).Where(c => c.MatchAttribute is not null)];
    private readonly Stack<PooledDevice>[] _chosen = [.. (claim.Claim.Spec.Devices.Constraints ?? []).Where(c => c.MatchAttribute is not null).Select(_ => new Stack<PooledDevice>())];

    /// <summary>Adds a device where the constraints allow it.</summary>
    public bool TryAdd(DeviceDemand demand, PooledDevice device)
    {
        for (var i = 0; i < _constraints.Length; i++)
        {
            if (demand.IsMeantBy(_constraints[i].Requests) && !Allows(i, device))
            {
                return false;
            }
        }

        for (var i = 0; i < _constraints.Length; i++)
        {
            if (demand.IsMeantBy(_constraints[i].Requests))
            {
                _chosen[i].Push(device);
            }
        }

        return true;
    }

    /// <summary>Takes back what was added last.</summary>
    public void Remove(DeviceDemand demand)
    {
        for (var i = 0; i < _constraints.Length; i++)
        {
            if (demand.IsMeantBy(_constraints[i].Requests))
            {
                _chosen[i].Pop();
            }
        }
    }

    private bool Allows(int constraint, PooledDevice device)
    {
        var name = _constraints[constraint].MatchAttribute!;
        return device.Attribute(name) is { } attribute
            && (_chosen[constraint].Count == 0 || Same(attribute, _chosen[constraint].Peek().Attribute(name)!));
    }

    private static bool Same(DeviceAttribute a, DeviceAttribute b) => a.Int == b.Int && a.Bool == b.Bool && a.String == b.String && a.Version == b.Version;
}
