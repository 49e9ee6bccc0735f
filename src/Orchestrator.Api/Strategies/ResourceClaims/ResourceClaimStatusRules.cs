using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Strategies.Storage;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>Checks what became of a claim: an allocation does not change but ends, and only what is allocated is reserved.</summary>
internal static class ResourceClaimStatusRules
{
    private const int MostConsumers = 256;
    private const int MostResults = 32;
    private const int MostConfigs = 64; // those of the claim, and those of its classes
    private static readonly string[] Sources = ["FromClaim", "FromClass"];
    private static readonly FieldPath Path = FieldPath.Of("status");

    public static void Validate(ResourceClaim claim, ResourceClaim old, FieldErrors errors)
    {
        var (status, before) = (claim.Status, old.Status);
        DeviceLists.Set(status.ReservedFor, MostConsumers, consumer => consumer.Uid, Consumer, errors, Path.Child("reservedFor"));
        if (status.ReservedFor is { Count: > 0 } consumers)
        {
            if (status.Allocation is null)
            {
                errors.Forbidden(Path.Child("reservedFor"), "may not be specified when `allocated` is not set");
            }
            else if (claim.Metadata.DeletionTimestamp is not null && consumers.Exists(consumer => before.ReservedFor?.Exists(other => SpecEquality.Same(other, consumer)) != true))
            {
                errors.Forbidden(Path.Child("reservedFor"), "new entries may not be added while `deallocationRequested` or `deletionTimestamp` are set");
            }
        }

        if (status.Allocation is { } allocation)
        {
            Allocation(allocation, before.Allocation, RequestNames.Of(claim.Spec.Devices), errors, Path.Child("allocation"));
        }

        AllocatedDeviceRules.Validate(status, errors, Path.Child("devices"));
    }

    private static void Allocation(AllocationResult allocation, AllocationResult? old, RequestNames names, FieldErrors errors, FieldPath path)
    {
        if (old is null)
        {
            DeviceLists.List(allocation.Devices.Results, MostResults, (result, e, at) => Result(result, names, e, at), errors, path.Child("devices", "results"));
            DeviceLists.List(allocation.Devices.Config, MostConfigs, (config, e, at) => Config(config, names, e, at), errors, path.Child("devices", "config"));
            if (allocation.NodeSelector is { } selector)
            {
                AffinityRules.NodeSelector(selector, errors, path.Child("nodeSelector"));
            }
        }
        else if (!SpecEquality.Same(allocation, old))
        {
            errors.Invalid(path, FieldRules.Json(allocation), FieldRules.ImmutableMessage);
        }
    }

    private static void Result(DeviceRequestAllocationResult result, RequestNames names, FieldErrors errors, FieldPath path)
    {
        names.Check(result.Request, errors, path.Child("request"));
        StorageRules.DriverName(result.Driver, errors, path.Child("driver"));
        PoolNameRules.Validate(result.Pool, errors, path.Child("pool"));
        errors.Invalid(path.Child("device"), result.Device, NameRules.Dns1123Label(result.Device));
    }

    private static void Config(DeviceAllocationConfiguration config, RequestNames names, FieldErrors errors, FieldPath path)
    {
        MemberRules.OneOf(config.Source, Sources, errors, path, "source");
        DeviceLists.Set(config.Requests, MostResults, name => name, names.Check, errors, path.Child("requests"));
        OpaqueConfigRules.Validate(config.Opaque, errors, path);
    }

    private static void Consumer(ResourceClaimConsumerReference consumer, FieldErrors errors, FieldPath path)
    {
        Needed(consumer.Resource, errors, path.Child("resource"));
        Needed(consumer.Name, errors, path.Child("name"));
        Needed(consumer.Uid, errors, path.Child("uid"));
    }

    private static void Needed(string value, FieldErrors errors, FieldPath path)
    {
        if (value.Length == 0)
        {
            errors.Required(path);
        }
    }
}
