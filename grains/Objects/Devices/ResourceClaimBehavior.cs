using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Services;
using Orchestrator.Grains.Objects.Writing;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Allocation;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;

namespace Orchestrator.Grains.Objects.Devices;

/// <summary>
/// What only claims of devices do: the commit that gives a claim its allocation takes each device of it, and the one that takes the allocation away gives them back. So two
/// claims never have the same device, however many schedulers decide at once: the ledger refuses the second record of a device, and that claim's writer hears of a conflict.
/// Devices for administration are taken from nobody.
/// </summary>
internal sealed class ResourceClaimBehavior : KindBehavior
{
    public static ResourceClaimBehavior Instance { get; } = new();

    /// <inheritdoc/>
    public override async ValueTask AllocateAsync(WriteContext context, IKubeObject value, IKubeObject? old, FieldErrors errors)
    {
        await AdminAccessCheck.CheckAsync(context, value, old, errors);
        if (errors.Count > 0)
        {
            return;
        }

        var (has, had) = (Devices(value), Devices(old));
        foreach (var device in has)
        {
            var key = Key(device);
            if (AddressClaim.IsFree(context, key))
            {
                AddressClaim.Take(context, key);
            }
            else if (!had.Contains(device))
            {
                throw new ApiException(StatusFactory.Conflict(context.Served.GroupResource, context.Key.Name, $"device {device} is allocated to another claim"));
            }
        }

        foreach (var device in had)
        {
            if (!has.Contains(device))
            {
                await ReleaseAsync(context, device);
            }
        }
    }

    /// <inheritdoc/>
    public override async ValueTask ReleaseAsync(WriteContext context, IKubeObject value)
    {
        foreach (var device in Devices(value))
        {
            await ReleaseAsync(context, device);
        }
    }

    /// <summary>The key of the record that a device is taken. It is in the ledger and the replica, and no kind serves it.</summary>
    internal static ObjectKey Key(DeviceId device) =>
        new("internal.orchestrator.io", "devices", "", $"{device.Driver}|{device.Pool.Replace('/', ':')}|{device.Name}");

    private static ValueTask ReleaseAsync(WriteContext context, DeviceId device)
    {
        var key = Key(device);
        var others = context.Services.Replica.Get(key) is { } record
            && AddressClaim.ParentOf(record) is { } parent && (parent.Name != context.Key.Name || parent.Namespace != context.Key.Namespace);
        return others ? ValueTask.CompletedTask : AddressClaim.ReleaseAsync(context, key);
    }

    private static HashSet<DeviceId> Devices(IKubeObject? claim) =>
        claim is ResourceClaim { Status.Allocation: { } allocation } ? [.. Allocations.Taken(allocation)] : [];
}
