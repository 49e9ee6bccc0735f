using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks the containers of a pod together: there is one, names are unique among all of them, host ports do not collide.</summary>
internal static class ContainersValidation
{
    public static void Validate(PodSpec spec, VolumeNames volumes, FieldErrors errors, FieldPath path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var containers = path.Child("containers");
        if (spec.Containers.Count == 0)
        {
            errors.Required(containers);
        }

        for (var i = 0; i < spec.Containers.Count; i++)
        {
            var container = spec.Containers[i];
            Unique(container.Name, names, errors, containers.Index(i));
            ContainerValidation.Validate(container, spec, volumes, errors, containers.Index(i));
            ContainerValidation.Probes(container, errors, containers.Index(i));
        }

        for (var i = 0; i < (spec.InitContainers?.Count ?? 0); i++)
        {
            var container = spec.InitContainers![i];
            var at = path.Child("initContainers").Index(i);
            Unique(container.Name, names, errors, at);
            ContainerValidation.Validate(container, spec, volumes, errors, at);
            Init(container, errors, at);
        }

        ContainerPortRules.HostPorts(spec.Containers, errors, containers);
    }

    // An init container runs to its end, so nothing watches over it, unless it is a sidecar.
    private static void Init(Container container, FieldErrors errors, FieldPath path)
    {
        if (container.RestartPolicy == "Always")
        {
            ContainerValidation.Probes(container, errors, path);
            return;
        }

        const string Message = "may not be set for init containers without restartPolicy=Always";
        Forbid(container.Lifecycle, "lifecycle");
        Forbid(container.LivenessProbe, "livenessProbe");
        Forbid(container.ReadinessProbe, "readinessProbe");
        Forbid(container.StartupProbe, "startupProbe");

        void Forbid(object? value, string field)
        {
            if (value is not null)
            {
                errors.Forbidden(path.Child(field), Message);
            }
        }
    }

    private static void Unique(string name, HashSet<string> names, FieldErrors errors, FieldPath path)
    {
        if (name.Length == 0)
        {
            errors.Required(path.Child("name"));
            return;
        }

        errors.Invalid(path.Child("name"), name, NameRules.Dns1123Label(name));
        if (!names.Add(name))
        {
            errors.Duplicate(path.Child("name"), name);
        }
    }
}
