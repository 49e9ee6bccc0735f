using Orchestrator.Api.Models.Resource.V1;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>
/// Drops fields of features that are off by default in 1.35 (alpha), as a server with default gates does when it stores an object: device taints, partitionable devices,
/// consumable capacity, binding conditions. What nobody would heed is not kept as if somebody did.
/// </summary>
internal static class DisabledDeviceFields
{
    public static void Drop(ResourceSliceSpec spec)
    {
        spec.SharedCounters = null;
        spec.PerDeviceNodeSelection = null;
        foreach (var device in spec.Devices ?? [])
        {
            device.ConsumesCounters = null;
            device.NodeName = null;
            device.NodeSelector = null;
            device.AllNodes = null;
            device.Taints = null;
            device.BindsToNode = null;
            device.BindingConditions = null;
            device.BindingFailureConditions = null;
            device.AllowMultipleAllocations = null;
            foreach (var capacity in device.Capacity?.Values ?? Enumerable.Empty<DeviceCapacity>())
            {
                capacity.RequestPolicy = null;
            }
        }
    }

    public static void Drop(DeviceClaim claim)
    {
        foreach (var request in claim.Requests)
        {
            if (request.Exactly is { } exact)
            {
                exact.Tolerations = null;
                exact.Capacity = null;
            }

            foreach (var sub in request.FirstAvailable ?? [])
            {
                sub.Tolerations = null;
                sub.Capacity = null;
            }
        }

        foreach (var constraint in claim.Constraints ?? [])
        {
            constraint.DistinctAttribute = null;
        }
    }
}
