using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks the volumes of a pod.</summary>
internal static class VolumeValidation
{
    private static readonly string[] HostPathTypes =
        ["", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"];

    public static VolumeNames Validate(List<Volume>? volumes, FieldErrors errors, FieldPath path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (volumes?.Count ?? 0); i++)
        {
            var volume = volumes![i];
            var at = path.Index(i);
            if (volume.Name.Length == 0)
            {
                errors.Required(at.Child("name"));
            }
            else
            {
                errors.Invalid(at.Child("name"), volume.Name, NameRules.Dns1123Label(volume.Name));
            }

            if (!names.Add(volume.Name))
            {
                errors.Duplicate(at.Child("name"), volume.Name);
            }

            OneSource(volume, errors, at);
            Source(volume, errors, at);
        }

        return new VolumeNames(volumes ?? []);
    }

    private static void OneSource(Volume volume, FieldErrors errors, FieldPath path)
    {
        var sources = VolumeSources.Of(volume);
        if (sources.Count == 0)
        {
            errors.Required(path, "must specify a volume type");
        }

        foreach (var extra in sources.Skip(1))
        {
            errors.Forbidden(path.Child(extra), "may not specify more than 1 volume type");
        }
    }

    private static void Source(Volume volume, FieldErrors errors, FieldPath path)
    {
        if (volume.EmptyDir is { SizeLimit: { Sign: < 0 } })
        {
            errors.Forbidden(path.Child("emptyDir", "sizeLimit"), "SizeLimit field must be a valid resource quantity");
        }

        HostPath(volume.HostPath, errors, path.Child("hostPath"));
        if (volume.Secret is { } secret)
        {
            Required(secret.SecretName, errors, path.Child("secret", "secretName"));
            ProjectionRules.Files(secret.Items, secret.DefaultMode, errors, path.Child("secret"));
        }

        if (volume.ConfigMap is { } configMap)
        {
            Required(configMap.Name, errors, path.Child("configMap", "name"));
            ProjectionRules.Files(configMap.Items, configMap.DefaultMode, errors, path.Child("configMap"));
        }

        if (volume.DownwardAPI is { } downward)
        {
            ProjectionRules.Downward(downward.Items, downward.DefaultMode, errors, path.Child("downwardAPI"));
        }

        ProjectionRules.Projected(volume.Projected, errors, path.Child("projected"));
        if (volume.PersistentVolumeClaim is { } claim)
        {
            Required(claim.ClaimName, errors, path.Child("persistentVolumeClaim", "claimName"));
        }

        if (volume.Nfs is { } nfs)
        {
            Required(nfs.Server, errors, path.Child("nfs", "server"));
            Required(nfs.Path, errors, path.Child("nfs", "path"));
            if (nfs.Path.Length > 0 && nfs.Path[0] != '/')
            {
                errors.Invalid(path.Child("nfs", "path"), nfs.Path, "must be an absolute path");
            }
        }
    }

    private static void HostPath(HostPathVolumeSource? hostPath, FieldErrors errors, FieldPath path)
    {
        if (hostPath is null)
        {
            return;
        }

        if (hostPath.Path.Length == 0)
        {
            errors.Required(path.Child("path"));
            return;
        }

        if (PathRules.HasBackstep(hostPath.Path))
        {
            errors.Invalid(path.Child("path"), hostPath.Path, "must not contain '..'");
        }

        if (hostPath.Type is { } type && !HostPathTypes.Contains(type))
        {
            errors.NotSupported(path.Child("type"), type, HostPathTypes);
        }
    }

    private static void Required(string? value, FieldErrors errors, FieldPath path)
    {
        if (string.IsNullOrEmpty(value))
        {
            errors.Required(path);
        }
    }
}
