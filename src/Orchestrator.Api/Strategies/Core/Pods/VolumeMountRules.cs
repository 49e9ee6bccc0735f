using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks where a container mounts the pod's volumes.</summary>
internal static class VolumeMountRules
{
    private static readonly string[] Propagations = ["Bidirectional", "HostToContainer", "None"];
    private static readonly string[] Recursions = ["Disabled", "Enabled", "IfPossible"];

    public static void Validate(List<VolumeMount>? mounts, SecurityContext? security, VolumeNames volumes, FieldErrors errors, FieldPath container)
    {
        if (mounts is not { Count: > 0 })
        {
            return;
        }

        var path = container.Child("volumeMounts");
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < mounts.Count; i++)
        {
            var mount = mounts[i];
            var at = path.Index(i);
            MemberRules.Required(mount.Name, errors, at, "name");
            if (volumes.Find(mount.Name) is null)
            {
                errors.NotFound(at.Child("name"), mount.Name);
            }

            MemberRules.Required(mount.MountPath, errors, at, "mountPath");
            if (!paths.Add(mount.MountPath))
            {
                errors.Invalid(at.Child("mountPath"), mount.MountPath, "must be unique");
            }

            SubPath(mount, errors, at);
            Propagation(mount, security, errors, at);
            ReadOnly(mount, errors, at);
        }
    }

    private static void Propagation(VolumeMount mount, SecurityContext? security, FieldErrors errors, FieldPath path)
    {
        MemberRules.Supported(mount.MountPropagation, Propagations, errors, path, "mountPropagation");
        if (mount.MountPropagation == "Bidirectional" && security?.Privileged != true)
        {
            errors.Forbidden(path.Child("mountPropagation"), "Bidirectional mount propagation is available only to privileged containers");
        }
    }

    private static void ReadOnly(VolumeMount mount, FieldErrors errors, FieldPath path)
    {
        MemberRules.Supported(mount.RecursiveReadOnly, Recursions, errors, path, "recursiveReadOnly");
        if (mount.RecursiveReadOnly is not ("Enabled" or "IfPossible"))
        {
            return;
        }

        if (mount.ReadOnly != true)
        {
            errors.Forbidden(path.Child("recursiveReadOnly"), "may only be specified when readOnly is true");
        }

        if (mount.MountPropagation is not (null or "None"))
        {
            errors.Forbidden(path.Child("recursiveReadOnly"), "may only be specified when mountPropagation is None or not specified");
        }
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
}
