using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks that a pod which names its operating system asks for nothing that this one does not have.</summary>
internal static class OperatingSystemRules
{
    private const string NotOnWindows = "cannot be set for a windows pod";
    private const string NotOnLinux = "windows options cannot be set for a linux pod";

    private static readonly string[] Systems = ["linux", "windows"];

    public static void Validate(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        switch (spec.Os?.Name)
        {
            case null:
                break;
            case "":
                errors.Required(path.Child("os", "name"), "cannot be empty");
                break;
            case "linux":
                Linux(spec, errors, path);
                break;
            case "windows":
                Windows(spec, errors, path);
                break;
            case var other:
                errors.NotSupported(path.Child("os"), other, Systems);
                break;
        }
    }

    private static void Linux(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        Forbid(spec.SecurityContext?.WindowsOptions, "windowsOptions", NotOnLinux, errors, path.Child("securityContext"));
        Each(spec, path, (security, at) => Forbid(security.WindowsOptions, "windowsOptions", NotOnLinux, errors, at));
    }

    private static void Windows(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        Forbid(spec.HostPID == true ? spec.HostPID : null, "hostPID", NotOnWindows, errors, path);
        Forbid(spec.HostIPC == true ? spec.HostIPC : null, "hostIPC", NotOnWindows, errors, path);
        Forbid(spec.HostUsers, "hostUsers", NotOnWindows, errors, path);
        Forbid(spec.ShareProcessNamespace, "shareProcessNamespace", NotOnWindows, errors, path);
        if (spec.SecurityContext is { } pod)
        {
            var at = path.Child("securityContext");
            Forbid(pod.AppArmorProfile, "appArmorProfile", NotOnWindows, errors, at);
            Forbid(pod.SeLinuxOptions, "seLinuxOptions", NotOnWindows, errors, at);
            Forbid(pod.SeccompProfile, "seccompProfile", NotOnWindows, errors, at);
            Forbid(pod.FsGroup, "fsGroup", NotOnWindows, errors, at);
            Forbid(pod.FsGroupChangePolicy, "fsGroupChangePolicy", NotOnWindows, errors, at);
            Forbid(pod.Sysctls is { Count: > 0 } sysctls ? sysctls : null, "sysctls", NotOnWindows, errors, at);
            Forbid(pod.RunAsUser, "runAsUser", NotOnWindows, errors, at);
            Forbid(pod.RunAsGroup, "runAsGroup", NotOnWindows, errors, at);
            Forbid(pod.SupplementalGroups, "supplementalGroups", NotOnWindows, errors, at);
            Forbid(pod.SupplementalGroupsPolicy, "supplementalGroupsPolicy", NotOnWindows, errors, at);
        }

        Each(spec, path, (security, at) =>
        {
            Forbid(security.AppArmorProfile, "appArmorProfile", NotOnWindows, errors, at);
            Forbid(security.SeLinuxOptions, "seLinuxOptions", NotOnWindows, errors, at);
            Forbid(security.SeccompProfile, "seccompProfile", NotOnWindows, errors, at);
            Forbid(security.Capabilities, "capabilities", NotOnWindows, errors, at);
            Forbid(security.ReadOnlyRootFilesystem, "readOnlyRootFilesystem", NotOnWindows, errors, at);
            Forbid(security.Privileged, "privileged", NotOnWindows, errors, at);
            Forbid(security.AllowPrivilegeEscalation, "allowPrivilegeEscalation", NotOnWindows, errors, at);
            Forbid(security.ProcMount, "procMount", NotOnWindows, errors, at);
            Forbid(security.RunAsUser, "runAsUser", NotOnWindows, errors, at);
            Forbid(security.RunAsGroup, "runAsGroup", NotOnWindows, errors, at);
        });
    }

    private static void Each(PodSpec spec, FieldPath path, Action<SecurityContext, FieldPath> check)
    {
        List(spec.InitContainers, "initContainers");
        List(spec.Containers, "containers");

        void List(List<Container>? containers, string field)
        {
            for (var i = 0; i < (containers?.Count ?? 0); i++)
            {
                if (containers![i].SecurityContext is { } security)
                {
                    check(security, path.Child(field).Index(i).Child("securityContext"));
                }
            }
        }
    }

    private static void Forbid(object? value, string field, string message, FieldErrors errors, FieldPath path)
    {
        if (value is not null)
        {
            errors.Forbidden(path.Child(field), message);
        }
    }
}
