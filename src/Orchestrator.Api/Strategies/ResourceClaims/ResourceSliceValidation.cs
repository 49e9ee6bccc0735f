using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Strategies.Storage;
using Orchestrator.Api.Validation;
using Orchestrator.Cel.Functions.Extensions;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>Checks slices of devices.</summary>
internal static class ResourceSliceValidation
{
    private const int MostDevices = 128;
    private const int MostAttributes = 32;
    private const int LongestText = 64;
    private const string OneOfFour = "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required";
    private static readonly FieldPath Path = FieldPath.Of("spec");

    public static void Spec(ResourceSliceSpec spec, FieldErrors errors)
    {
        StorageRules.DriverName(spec.Driver, errors, Path.Child("driver"));
        Pool(spec.Pool, errors, Path.Child("pool"));
        Place(spec, errors);
        DeviceLists.Set(spec.Devices, MostDevices, device => device.Name, Device, errors, Path.Child("devices"));
    }

    public static void Frozen(ResourceSliceSpec spec, ResourceSliceSpec old, FieldErrors errors)
    {
        FieldRules.Immutable(spec.Pool.Name, old.Pool.Name, errors, Path.Child("pool", "name"));
        FieldRules.Immutable(spec.Driver, old.Driver, errors, Path.Child("driver"));
        FieldRules.Immutable(spec.NodeName, old.NodeName, errors, Path.Child("nodeName"));
    }

    private static void Pool(ResourcePool pool, FieldErrors errors, FieldPath path)
    {
        PoolNameRules.Validate(pool.Name, errors, path.Child("name"));
        if (pool.ResourceSliceCount <= 0)
        {
            errors.Invalid(path.Child("resourceSliceCount"), pool.ResourceSliceCount, "must be greater than zero");
        }

        if (pool.Generation < 0)
        {
            errors.Invalid(path.Child("generation"), pool.Generation, "must be greater than or equal to zero");
        }
    }

    private static void Place(ResourceSliceSpec spec, FieldErrors errors)
    {
        var set = new List<string>();
        if (spec.NodeName is "")
        {
            errors.Invalid(Path.Child("nodeName"), "", "must be either unset or set to a non-empty string");
        }
        else if (spec.NodeName is { } name)
        {
            set.Add("`nodeName`");
            errors.Invalid(Path.Child("nodeName"), name, NameRules.Dns1123Subdomain(name));
        }

        if (spec.NodeSelector is { } selector)
        {
            set.Add("`nodeSelector`");
            if (selector.NodeSelectorTerms.Count != 1)
            {
                errors.Invalid(Path.Child("nodeSelector", "nodeSelectorTerms"), FieldRules.Json(selector), "must have exactly one node selector term");
            }

            AffinityRules.NodeSelector(selector, errors, Path.Child("nodeSelector"));
        }

        Flag(spec.AllNodes, "allNodes", set, errors);
        Flag(spec.PerDeviceNodeSelection, "perDeviceNodeSelection", set, errors);
        if (set.Count == 0)
        {
            errors.Required(Path, OneOfFour);
        }
        else if (set.Count > 1)
        {
            errors.Invalid(Path, $"{{{string.Join(", ", set)}}}", OneOfFour + ", but multiple fields are set");
        }
    }

    private static void Flag(bool? value, string field, List<string> set, FieldErrors errors)
    {
        if (value == true)
        {
            set.Add($"`{field}`");
        }
        else if (value == false)
        {
            errors.Invalid(Path.Child(field), false, "must be either unset or set to true");
        }
    }

    private static void Device(Device device, FieldErrors errors, FieldPath path)
    {
        errors.Invalid(path.Child("name"), device.Name, NameRules.Dns1123Label(device.Name));
        var count = (device.Attributes?.Count ?? 0) + (device.Capacity?.Count ?? 0);
        if (count > MostAttributes)
        {
            errors.Invalid(path, count, $"the total number of attributes and capacities must not exceed {MostAttributes}");
        }

        foreach (var (name, attribute) in device.Attributes ?? [])
        {
            DeviceNameRules.Qualified(name, errors, path.Child("attributes").Key(name));
            Attribute(attribute, errors, path.Child("attributes").Key(name));
        }

        foreach (var (name, _) in device.Capacity ?? [])
        {
            DeviceNameRules.Qualified(name, errors, path.Child("capacity").Key(name));
        }
    }

    private static void Attribute(DeviceAttribute attribute, FieldErrors errors, FieldPath path)
    {
        var values = (attribute.Int is null ? 0 : 1) + (attribute.Bool is null ? 0 : 1) + (attribute.String is null ? 0 : 1) + (attribute.Version is null ? 0 : 1);
        if (values == 0)
        {
            errors.Required(path, "exactly one value must be specified");
        }
        else if (values > 1)
        {
            errors.Invalid(path, FieldRules.Json(attribute), "exactly one value must be specified");
        }

        if (attribute.String?.Length > LongestText)
        {
            errors.TooLong(path.Child("string"), LongestText);
        }

        if (attribute.Version?.Length > LongestText)
        {
            errors.TooLong(path.Child("version"), LongestText);
        }
        else if (attribute.Version is { } version && Semver.Parse(version) is null)
        {
            errors.Invalid(path.Child("version"), version, "must be a string compatible with semver.org spec 2.0.0");
        }
    }
}
