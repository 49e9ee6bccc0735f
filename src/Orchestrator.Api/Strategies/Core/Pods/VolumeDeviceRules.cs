using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks which volumes a container sees as raw devices.</summary>
internal static class VolumeDeviceRules
{
    private const string Unique = "must be unique";

    public static void Validate(List<VolumeDevice>? devices, List<VolumeMount>? mounts, VolumeNames volumes, FieldErrors errors, FieldPath container)
    {
        for (var i = 0; i < (devices?.Count ?? 0); i++)
        {
            var device = devices![i];
            var path = container.Child("volumeDevices").Index(i);
            Name(device, mounts, volumes, errors, path.Child("name"));
            if (device.DevicePath.Length == 0)
            {
                errors.Required(path.Child("devicePath"));
                continue;
            }

            if (devices.FindIndex(other => other.DevicePath == device.DevicePath) < i)
            {
                errors.Invalid(path.Child("devicePath"), device.DevicePath, Unique);
            }

            if (PathRules.HasBackstep(device.DevicePath))
            {
                errors.Invalid(path.Child("devicePath"), device.DevicePath, "can not contain backsteps ('..')");
            }

            if (mounts?.Exists(mount => mount.MountPath == device.DevicePath) == true)
            {
                errors.Invalid(path.Child("devicePath"), device.DevicePath, "must not already exist as a path in volumeMounts");
            }

            if (devices.FindIndex(other => other.Name == device.Name) < i)
            {
                errors.Invalid(path.Child("name"), device.Name, Unique);
            }
        }
    }

    private static void Name(VolumeDevice device, List<VolumeMount>? mounts, VolumeNames volumes, FieldErrors errors, FieldPath path)
    {
        if (device.Name.Length == 0)
        {
            errors.Required(path);
            return;
        }

        switch (volumes.Find(device.Name))
        {
            case null:
                errors.NotFound(path, device.Name);
                break;
            case { PersistentVolumeClaim: null, Ephemeral: null }:
                errors.Invalid(path, device.Name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
                break;
        }

        if (mounts?.Exists(mount => mount.Name == device.Name) == true)
        {
            errors.Invalid(path, device.Name, "must not already exist in volumeMounts");
        }
    }
}
