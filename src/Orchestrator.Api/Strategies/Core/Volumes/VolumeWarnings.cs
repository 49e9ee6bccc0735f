using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>What the maker of a claim or volume should know.</summary>
internal static class VolumeWarnings
{
    private const string MountOptions = "volume.beta.kubernetes.io/mount-options";

    public static IReadOnlyList<string> Of(PersistentVolumeClaim claim)
    {
        List<string>? warnings = null;
        Annotation(claim.Metadata, ref warnings);
        Fractions(claim.Spec, FieldPath.Of("spec"), ref warnings);
        return warnings ?? (IReadOnlyList<string>)[];
    }

    public static IReadOnlyList<string> Of(PersistentVolume volume)
    {
        List<string>? warnings = null;
        Annotation(volume.Metadata, ref warnings);
        if (volume.Metadata.Annotations?.ContainsKey(MountOptions) == true)
        {
            Add($"metadata.annotations[{MountOptions}]: deprecated since v1.31; use \"mountOptions\" attribute instead", ref warnings);
        }

        if (volume.Spec.PersistentVolumeReclaimPolicy == "Recycle")
        {
            Add(
                "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.",
                ref warnings);
        }

        foreach (var source in PersistentVolumeSources.Of(volume.Spec))
        {
            if (Deprecation(source) is { } since)
            {
                Add($"spec.{source}: {since}", ref warnings);
            }
        }

        return warnings ?? (IReadOnlyList<string>)[];
    }

    /// <summary>Since when a type of volume is deprecated or does nothing any more; null when it is in use.</summary>
    public static string? Deprecation(string source) => source switch
    {
        "photonPersistentDisk" => "deprecated in v1.11, non-functional in v1.16+",
        "gitRepo" => "deprecated in v1.11, and disabled by default in v1.33+",
        "scaleIO" => "deprecated in v1.16, non-functional in v1.22+",
        "flocker" or "storageos" or "quobyte" => "deprecated in v1.22, non-functional in v1.25+",
        "glusterfs" => "deprecated in v1.25, non-functional in v1.26+",
        "cephFS" or "rbd" => "deprecated in v1.28, non-functional in v1.31+",
        _ => null,
    };

    /// <summary>Sizes are whole bytes.</summary>
    public static void Fractions(PersistentVolumeClaimSpec spec, FieldPath path, ref List<string>? warnings)
    {
        if (spec.Resources.Requests is { } requests && requests.TryGetValue("storage", out var size) && size.Nanos % 1_000_000_000 != 0)
        {
            Add($"{path.Child("resources").Child("requests").Key("storage")}: fractional byte value \"{size}\" is invalid, must be an integer", ref warnings);
        }
    }

    private static void Annotation(ObjectMeta metadata, ref List<string>? warnings)
    {
        if (metadata.Annotations?.ContainsKey(StorageClassNames.Annotation) == true)
        {
            Add($"metadata.annotations[{StorageClassNames.Annotation}]: deprecated since v1.8; use \"storageClassName\" attribute instead", ref warnings);
        }
    }

    private static void Add(string warning, ref List<string>? warnings) => (warnings ??= []).Add(warning);
}
