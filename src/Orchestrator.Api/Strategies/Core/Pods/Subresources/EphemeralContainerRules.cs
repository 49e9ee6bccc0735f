using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods.Subresources;

/// <summary>Checks the ephemeral containers of a pod: they may be added, and are no part of what the pod serves.</summary>
internal static class EphemeralContainerRules
{
    private const string NotForThem = "cannot be set for an Ephemeral Container";
    private static readonly FieldPath Path = FieldPath.Of("spec", "ephemeralContainers");

    /// <summary>Checks all of them, and that those that were there are as they were.</summary>
    public static void Validate(Pod pod, Pod old, FieldErrors errors)
    {
        var others = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? []))
        {
            others.Add(container.Name);
        }

        var names = new HashSet<string>(others, StringComparer.Ordinal);
        var containers = pod.Spec.EphemeralContainers ?? [];
        for (var i = 0; i < containers.Count; i++)
        {
            Check(containers[i], pod.Spec, Path.Index(i), errors);
            Name(containers[i].Name, names, Path.Index(i).Child("name"), errors);
            if (containers[i].TargetContainerName is { Length: > 0 } target && !others.Contains(target))
            {
                errors.NotFound(Path.Index(i).Child("targetContainerName"), target);
            }
        }

        Kept(containers, old.Spec.EphemeralContainers, errors);
    }

    private static void Name(string name, HashSet<string> names, FieldPath path, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }

        errors.Invalid(path, name, NameRules.Dns1123Label(name));
        if (!names.Add(name))
        {
            errors.Duplicate(path, name);
        }
    }

    private static void Check(EphemeralContainer container, PodSpec spec, FieldPath path, FieldErrors errors)
    {
        // it has a container's fields, and one more
        var common = JsonModel.Read<Container>(JsonModel.ToBytes(container));
        ContainerValidation.Validate(common, spec, new VolumeNames(spec.Volumes ?? []), errors, path);
        Forbid(common.Ports is { Count: > 0 }, path.Child("ports"));
        Forbid(common.Resources is not { Limits: null, Requests: null, Claims: null }, path.Child("resources"));
        Forbid(common.ResizePolicy is { Count: > 0 }, path.Child("resizePolicy"));
        Forbid(common.RestartPolicy is not null, path.Child("restartPolicy"));
        Forbid(common.LivenessProbe is not null, path.Child("livenessProbe"));
        Forbid(common.ReadinessProbe is not null, path.Child("readinessProbe"));
        Forbid(common.StartupProbe is not null, path.Child("startupProbe"));
        Forbid(common.Lifecycle is not null, path.Child("lifecycle"));
        for (var i = 0; i < (common.VolumeMounts?.Count ?? 0); i++)
        {
            var mount = path.Child("volumeMounts").Index(i);
            Forbid(!string.IsNullOrEmpty(common.VolumeMounts![i].SubPath), mount.Child("subPath"));
            Forbid(!string.IsNullOrEmpty(common.VolumeMounts[i].SubPathExpr), mount.Child("subPathExpr"));
        }

        void Forbid(bool set, FieldPath field)
        {
            if (set)
            {
                errors.Forbidden(field, NotForThem);
            }
        }
    }

    // a patch does not keep their order, so each is looked for by its name
    private static void Kept(List<EphemeralContainer> now, List<EphemeralContainer>? before, FieldErrors errors)
    {
        foreach (var old in before ?? [])
        {
            var same = now.Find(container => container.Name == old.Name);
            if (same is null)
            {
                errors.Forbidden(Path, $"existing ephemeral containers \"{old.Name}\" may not be removed\n");
            }
            else if (!SpecEquality.Same(same, old))
            {
                errors.Forbidden(Path, $"existing ephemeral containers \"{old.Name}\" may not be changed\n{ModelDifference.Describe(old, same)}");
            }
        }
    }
}
