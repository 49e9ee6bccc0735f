using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Strategies.Storage;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>Checks what drivers say of the devices that a claim was given (<c>status.devices</c>): only of those, and of each once.</summary>
internal static class AllocatedDeviceRules
{
    private const int MostConditions = 8;
    private const int MostAddresses = 16;
    private const int LongestData = 10 * 1024;
    private const int LongestInterface = 256;
    private const int LongestHardwareAddress = 128;

    public static void Validate(ResourceClaimStatus status, FieldErrors errors, FieldPath path)
    {
        if (status.Devices is not { Count: > 0 } devices)
        {
            return;
        }

        var given = (status.Allocation?.Devices.Results ?? []).Select(result => Id(result.Driver, result.Pool, result.Device)).ToHashSet(StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < devices.Count; i++)
        {
            var id = Id(devices[i].Driver, devices[i].Pool, devices[i].Device);
            Device(devices[i], errors, path.Index(i));
            if (!given.Contains(id))
            {
                errors.Invalid(path.Index(i), id, "must be an allocated device in the claim");
            }

            if (!known.Add(id))
            {
                errors.Duplicate(path.Index(i), id);
            }
        }
    }

    private static string Id(string driver, string pool, string device) => $"{driver}/{pool}/{device}";

    private static void Device(AllocatedDeviceStatus device, FieldErrors errors, FieldPath path)
    {
        StorageRules.DriverName(device.Driver, errors, path.Child("driver"));
        PoolNameRules.Validate(device.Pool, errors, path.Child("pool"));
        errors.Invalid(path.Child("device"), device.Device, NameRules.Dns1123Label(device.Device));
        if (device.Conditions.Count > MostConditions)
        {
            errors.TooMany(path.Child("conditions"), device.Conditions.Count, MostConditions);
        }

        ConditionRules.Validate(device.Conditions, errors, path.Child("conditions"));
        if (!device.Data.IsEmpty && device.Data.Utf8.Length > LongestData)
        {
            errors.TooLong(path.Child("data"), LongestData);
        }
        else if (!device.Data.IsEmpty && device.Data.Utf8.Span[0] != (byte)'{')
        {
            errors.Invalid(path.Child("data"), "<value omitted>", "must be a valid JSON object");
        }

        if (device.NetworkData is { } network)
        {
            Network(network, errors, path.Child("networkData"));
        }
    }

    private static void Network(NetworkDeviceData network, FieldErrors errors, FieldPath path)
    {
        if (network.InterfaceName?.Length > LongestInterface)
        {
            errors.TooLong(path.Child("interfaceName"), LongestInterface);
        }

        if (network.HardwareAddress?.Length > LongestHardwareAddress)
        {
            errors.TooLong(path.Child("hardwareAddress"), LongestHardwareAddress);
        }

        DeviceLists.Set(network.Ips, MostAddresses, address => address, Address, errors, path.Child("ips"));
    }

    private static void Address(string address, FieldErrors errors, FieldPath path) => errors.Invalid(path, address, CidrRules.InterfaceAddress(address));
}
