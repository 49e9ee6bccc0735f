using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks where a container mounts the pod's volumes.</summary>
internal static class VolumeMountRules
{
    private static readonly string[] Propagations = ["Bidirectional", "HostToContainer", "None"];

    public static void Validate(List<VolumeMount>? mounts, List<VolumeDevice>? devices, VolumeNames volumes, FieldErrors errors, FieldPath container)
    {
        var path = container.Child("volumeMounts");
        HashSet<string>? paths = null;
        for (var i = 0; i < (mounts?.Count ?? 0); i++)
        {
            var mount = mounts![i];
            var at = path.Index(i);
            if (mount.Name.Length == 0)
            {
                errors.Required(at.Child("name"));
            }

            if (volumes.Find(mount.Name) is null)
            {
                errors.NotFound(at.Child("name"), mount.Name);
            }

            if (mount.MountPath.Length == 0)
            {
                errors.Required(at.Child("mountPath"));
            }

            if (!(paths ??= new(StringComparer.Ordinal)).Add(mount.MountPath))
            {
                errors.Invalid(at.Child("mountPath"), mount.MountPath, "must be unique");
            }

            SubPath(mount, errors, at);
            if (mount.MountPropagation is { } propagation && !Propagations.Contains(propagation))
            {
                errors.NotSupported(at.Child("mountPropagation"), propagation, Propagations);
            }
        }

        Devices(devices, volumes, errors, container.Child("volumeDevices"));
    }

    private static void SubPath(VolumeMount mount, FieldErrors errors, FieldPath path)
    {
        if (!string.IsNullOrEmpty(mount.SubPath))
        {
            PathRules.Descending(mount.SubPath, errors, path.Child("subPath"));
        }

        if (string.IsNullOrEmpty(mount.SubPathExpr))
        {
            return;
        }

        if (!string.IsNullOrEmpty(mount.SubPath))
        {
            errors.Invalid(path.Child("subPathExpr"), mount.SubPathExpr, "subPathExpr and subPath are mutually exclusive");
        }

        PathRules.Descending(mount.SubPathExpr, errors, path.Child("subPathExpr"));
    }

    private static void Devices(List<VolumeDevice>? devices, VolumeNames volumes, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (devices?.Count ?? 0); i++)
        {
            var at = path.Index(i);
            if (devices![i].Name.Length == 0)
            {
                errors.Required(at.Child("name"));
            }
            else if (volumes.Find(devices[i].Name) is null)
            {
                errors.NotFound(at.Child("name"), devices[i].Name);
            }

            if (devices[i].DevicePath.Length == 0)
            {
                errors.Required(at.Child("devicePath"));
            }
        }
    }
}
