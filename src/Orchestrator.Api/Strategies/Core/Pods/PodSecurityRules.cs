using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks the security contexts of pods and containers, and what a pod shares with its host.</summary>
internal static class PodSecurityRules
{
    private static readonly string[] GroupPolicies = ["Merge", "Strict"];
    private static readonly string[] LabelPolicies = ["MountOption", "Recursive"];

    public static void Pod(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.HostUsers == false)
        {
            OwnUsers(spec, errors, path);
        }

        if (spec is { HostPID: true, ShareProcessNamespace: true })
        {
            errors.Invalid(path.Child("shareProcessNamespace"), true, "ShareProcessNamespace and HostPID cannot both be enabled");
        }

        if (spec.SecurityContext is not { } security || IsEmpty(security))
        {
            return;
        }

        var context = path.Child("securityContext");

        Id(security.FsGroup, errors, context.Child("fsGroup"));
        Id(security.RunAsUser, errors, context.Child("runAsUser"));
        Id(security.RunAsGroup, errors, context.Child("runAsGroup"));
        for (var i = 0; i < (security.SupplementalGroups?.Count ?? 0); i++)
        {
            Id(security.SupplementalGroups![i], errors, context.Child("supplementalGroups").Index(i));
        }

        Sysctls(security.Sysctls, spec, errors, context.Child("sysctls"));
        if (security.FsGroupChangePolicy is { } policy && policy is not ("Always" or "OnRootMismatch"))
        {
            errors.NotSupported(context.Child("fsGroupChangePolicy"), policy, ["Always", "OnRootMismatch"]);
        }

        MemberRules.Supported(security.SupplementalGroupsPolicy, GroupPolicies, errors, context, "supplementalGroupsPolicy");
        MemberRules.Supported(security.SeLinuxChangePolicy, LabelPolicies, errors, context, "seLinuxChangePolicy");
        ProfileRules.Seccomp(security.SeccompProfile, errors, context.Child("seccompProfile"));
        ProfileRules.AppArmor(security.AppArmorProfile, errors, context.Child("appArmorProfile"));
        WindowsRules.Options(security.WindowsOptions, errors, context.Child("windowsOptions"));
    }

    public static void Container(SecurityContext? security, PodSpec spec, FieldErrors errors, FieldPath path)
    {
        if (security is null)
        {
            return;
        }

        Id(security.RunAsUser, errors, path.Child("runAsUser"));
        Id(security.RunAsGroup, errors, path.Child("runAsGroup"));
        ProfileRules.Seccomp(security.SeccompProfile, errors, path.Child("seccompProfile"));
        ProfileRules.AppArmor(security.AppArmorProfile, errors, path.Child("appArmorProfile"));
        WindowsRules.Options(security.WindowsOptions, errors, path.Child("windowsOptions"));
        if (security.ProcMount is { } procMount && procMount is not ("Default" or "Unmasked"))
        {
            errors.NotSupported(path.Child("procMount"), procMount, ["Default", "Unmasked"]);
        }

        if (security is { ProcMount: "Unmasked" } && spec.HostUsers != false)
        {
            errors.Invalid(path.Child("procMount"), security.ProcMount, "`hostUsers` must be false to use `Unmasked`");
        }

        if (security.AllowPrivilegeEscalation != false)
        {
            return;
        }

        var value = JsonNode.Parse(JsonModel.ToBytes(security));
        if (security.Privileged == true)
        {
            errors.Invalid(path, value, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }

        if (security.Capabilities?.Add?.Contains("CAP_SYS_ADMIN") == true)
        {
            errors.Invalid(path, value, "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }
    }

    // What nearly every pod has: nothing was said, and a default stands for it.
    private static bool IsEmpty(PodSecurityContext security) => security is
    {
        FsGroup: null, RunAsUser: null, RunAsGroup: null, SupplementalGroups: null, Sysctls: null, FsGroupChangePolicy: null, SeccompProfile: null,
        AppArmorProfile: null, WindowsOptions: null, SupplementalGroupsPolicy: null, SeLinuxChangePolicy: null,
    };

    // A pod with users of its own cannot be in a namespace of the host besides.
    private static void OwnUsers(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        const string Message = "when `hostUsers` is false";
        if (spec.HostNetwork == true)
        {
            errors.Forbidden(path.Child("hostNetwork"), Message);
        }

        if (spec.HostPID == true)
        {
            errors.Forbidden(path.Child("hostPID"), Message);
        }

        if (spec.HostIPC == true)
        {
            errors.Forbidden(path.Child("hostIPC"), Message);
        }
    }

    private static void Id(long? id, FieldErrors errors, FieldPath path)
    {
        if (id is { } number)
        {
            errors.Invalid(path, number, ValueRules.UserOrGroupId(number));
        }
    }

    private static void Sysctls(List<Sysctl>? sysctls, PodSpec spec, FieldErrors errors, FieldPath path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (sysctls?.Count ?? 0); i++)
        {
            var name = sysctls![i].Name;
            var at = path.Index(i).Child("name");
            if (name.Length == 0)
            {
                errors.Required(at);
            }
            else if (!names.Add(name))
            {
                errors.Duplicate(at, name);
            }

            if (spec.HostNetwork == true && name.StartsWith("net.", StringComparison.Ordinal))
            {
                errors.Invalid(at, name, "may not be specified when 'hostNetwork' is true");
            }
        }
    }
}
