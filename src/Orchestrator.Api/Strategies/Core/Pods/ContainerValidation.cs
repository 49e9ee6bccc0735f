using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks one container.</summary>
internal static class ContainerValidation
{
    private static readonly string[] PullPolicies = ["Always", "IfNotPresent", "Never"];
    private static readonly string[] MessagePolicies = ["FallbackToLogsOnError", "File"];

    public static void Validate(Container container, PodSpec spec, VolumeNames volumes, FieldErrors errors, FieldPath path)
    {
        Image(container.Image, errors, path);
        PodSpecValidation.OneOf(container.TerminationMessagePolicy, MessagePolicies, errors, path.Child("terminationMessagePolicy"));
        PodSpecValidation.OneOf(container.ImagePullPolicy, PullPolicies, errors, path.Child("imagePullPolicy"));
        ContainerPortRules.Validate(container.Ports, spec.HostNetwork == true, errors, path.Child("ports"));
        EnvironmentRules.Variables(container.Env, errors, path.Child("env"));
        EnvironmentRules.Sources(container.EnvFrom, errors, path.Child("envFrom"));
        VolumeMountRules.Validate(container.VolumeMounts, container.SecurityContext, volumes, errors, path);
        VolumeDeviceRules.Validate(container.VolumeDevices, container.VolumeMounts, volumes, errors, path);
        if (container.Resources is not { Limits: null, Requests: null, Claims: null })
        {
            ResourceRules.Validate(container.Resources, spec, errors, path.Child("resources"));
        }

        PodSecurityRules.Container(container.SecurityContext, spec, errors, path.Child("securityContext"));
        ContainerRestartRules.Restarts(container, errors, path);
        ContainerRestartRules.Resizes(container.ResizePolicy, spec.RestartPolicy, errors, path);
    }

    /// <summary>An image has a name without space around it.</summary>
    public static void Image(string? image, FieldErrors errors, FieldPath path)
    {
        if (string.IsNullOrEmpty(image))
        {
            errors.Required(path.Child("image"));
        }
        else if (image.AsSpan().Trim().Length != image.Length)
        {
            errors.Invalid(path.Child("image"), image, "must not have leading or trailing whitespace");
        }
    }

    /// <summary>Checks what watches over a container.</summary>
    public static void Probes(Container container, FieldErrors errors, FieldPath path)
    {
        if (container is { Lifecycle: null, LivenessProbe: null, ReadinessProbe: null, StartupProbe: null })
        {
            return;
        }

        ProbeRules.Lifecycle(container.Lifecycle, errors, path.Child("lifecycle"));
        ProbeRules.Validate(container.LivenessProbe, errors, path.Child("livenessProbe"));
        ProbeRules.Validate(container.ReadinessProbe, errors, path.Child("readinessProbe"));
        ProbeRules.Validate(container.StartupProbe, errors, path.Child("startupProbe"));
        ProbeRules.OneSuccess(container.LivenessProbe, errors, path.Child("livenessProbe"));
        ProbeRules.OneSuccess(container.StartupProbe, errors, path.Child("startupProbe"));
        if (container.ReadinessProbe?.TerminationGracePeriodSeconds is { } grace)
        {
            errors.Invalid(path.Child("readinessProbe", "terminationGracePeriodSeconds"), grace, "must not be set for readinessProbes");
        }
    }
}
