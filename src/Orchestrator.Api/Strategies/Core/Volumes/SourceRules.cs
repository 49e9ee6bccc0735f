using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>Checks the places that a volume comes from which pods and persistent volumes name alike. Each takes the path of the source itself.</summary>
internal static class SourceRules
{
    private static readonly string[] HostPathTypes =
        ["", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"];

    private static readonly string[] CachingModes = ["None", "ReadOnly", "ReadWrite"];
    private static readonly string[] AzureKinds = ["Dedicated", "Managed", "Shared"];

    public static void Validate(GCEPersistentDiskVolumeSource source, FieldErrors errors, FieldPath path)
    {
        MemberRules.Required(source.PdName, errors, path, "pdName");
        Partition(source.Partition, errors, path);
    }

    public static void Validate(AWSElasticBlockStoreVolumeSource source, FieldErrors errors, FieldPath path)
    {
        MemberRules.Required(source.VolumeID, errors, path, "volumeID");
        Partition(source.Partition, errors, path);
    }

    public static void Validate(HostPathVolumeSource source, FieldErrors errors, FieldPath path)
    {
        if (source.Path.Length == 0)
        {
            errors.Required(path.Child("path"));
            return;
        }

        if (PathRules.HasBackstep(source.Path))
        {
            errors.Invalid(path.Child("path"), source.Path, "must not contain '..'");
        }

        MemberRules.Supported(source.Type, HostPathTypes, errors, path, "type");
    }

    public static void Validate(NFSVolumeSource source, FieldErrors errors, FieldPath path)
    {
        MemberRules.Required(source.Server, errors, path, "server");
        MemberRules.Required(source.Path, errors, path, "path");
        if (!source.Path.StartsWith('/'))
        {
            errors.Invalid(path.Child("path"), source.Path, "must be an absolute path");
        }
    }

    public static void Validate(QuobyteVolumeSource source, FieldErrors errors, FieldPath path)
    {
        MemberRules.Required(source.Registry, errors, path, "registry", "must be a host:port pair or multiple pairs separated by commas");
        if (source.Tenant?.Length >= 65)
        {
            errors.Required(path.Child("tenant"), "must be a UUID and may not exceed a length of 64 characters");
        }

        MemberRules.Required(source.Volume, errors, path, "volume");
    }

    public static void Validate(FlockerVolumeSource source, FieldErrors errors, FieldPath path)
    {
        var (name, uuid) = (!string.IsNullOrEmpty(source.DatasetName), !string.IsNullOrEmpty(source.DatasetUUID));
        if (!name && !uuid)
        {
            errors.Required(path, "one of datasetName and datasetUUID is required");
        }
        else if (name && uuid)
        {
            errors.Invalid(path, "resource", "datasetName and datasetUUID can not be specified simultaneously");
        }

        if (source.DatasetName?.Contains('/', StringComparison.Ordinal) == true)
        {
            errors.Invalid(path.Child("datasetName"), source.DatasetName, "must not contain '/'");
        }
    }

    public static void Validate(FCVolumeSource source, FieldErrors errors, FieldPath path)
    {
        var (names, ids) = (source.TargetWWNs is { Count: > 0 }, source.Wwids is { Count: > 0 });
        if (!names && !ids)
        {
            errors.Required(path.Child("targetWWNs"), "must specify either targetWWNs or wwids, but not both");
        }
        else if (names && ids)
        {
            errors.Invalid(path.Child("targetWWNs"), source.TargetWWNs, "targetWWNs and wwids can not be specified simultaneously");
        }

        if (!names)
        {
            return;
        }

        if (source.Lun is not { } lun)
        {
            errors.Required(path.Child("lun"), "lun is required if targetWWNs is specified");
        }
        else if (lun is < 0 or > 255)
        {
            errors.Invalid(path.Child("lun"), lun, "must be between 0 and 255, inclusive");
        }
    }

    public static void Validate(AzureDiskVolumeSource source, FieldErrors errors, FieldPath path)
    {
        MemberRules.Required(source.DiskName, errors, path, "diskName");
        MemberRules.Required(source.DiskURI, errors, path, "diskURI");
        MemberRules.Supported(source.CachingMode, CachingModes, errors, path, "cachingMode");
        MemberRules.Supported(source.Kind, AzureKinds, errors, path, "kind");
        var managed = source.DiskURI.StartsWith('/');
        if (source.Kind == "Managed" && !managed)
        {
            errors.NotSupported(path.Child("diskURI"), source.DiskURI, ["/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}"]);
        }
        else if (source.Kind is not (null or "Managed") && managed)
        {
            errors.NotSupported(path.Child("diskURI"), source.DiskURI, ["https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"]);
        }
    }

    /// <summary>A list of monitors and an image.</summary>
    public static void Monitors(List<string> monitors, FieldErrors errors, FieldPath path)
    {
        if (monitors.Count == 0)
        {
            errors.Required(path.Child("monitors"));
        }
    }

    /// <summary>The gateway, system and volume of a ScaleIO cluster.</summary>
    public static void ScaleIo(string gateway, string system, string? volume, FieldErrors errors, FieldPath path)
    {
        MemberRules.Required(gateway, errors, path, "gateway");
        MemberRules.Required(system, errors, path, "system");
        MemberRules.Required(volume, errors, path, "volumeName");
    }

    private static void Partition(int? partition, FieldErrors errors, FieldPath path)
    {
        if (partition is < 0 or > 255)
        {
            errors.Invalid(path.Child("partition"), partition, "must be between 1 and 255, inclusive");
        }
    }
}
