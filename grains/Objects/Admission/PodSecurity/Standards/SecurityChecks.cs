using Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Baseline;
using Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Restricted;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards;

/// <summary>The Pod Security Standards up to 1.35, as a table of rules and the versions that changed them.</summary>
internal static class SecurityChecks
{
    /// <summary>The newest version.</summary>
    public const int NewestMinor = 35;

    /// <summary>All rules: baseline first, then restricted, each by id.</summary>
    public static IReadOnlyList<SecurityCheck> All { get; } =
    [
        Baseline("appArmorProfile", 0, AppArmorProfile.Check),
        Baseline("capabilities_baseline", 0, DefaultCapabilities.Check),
        Baseline("hostNamespaces", 0, HostNamespaces.Check),
        Baseline("hostPathVolumes", 0, HostPathVolumes.Check),
        Baseline("hostPorts", 0, HostPorts.Check),
        Baseline("hostProbesAndHostLifecycle", 34, ProbeHosts.Check),
        Baseline("privileged", 0, Privileged.Check),
        Baseline("procMount_baseline", 0, ProcMount.Check) with { Until = 35 },
        Baseline("procMount_baseline", 35, ProcMount.CheckUnlessOwnUsers),
        Baseline("seLinuxOptions", 0, SELinuxOptions.Check) with { Until = 31 },
        Baseline("seLinuxOptions", 31, SELinuxOptions.Check31),
        Baseline("seccompProfile_baseline", 0, SeccompAnnotations.Check) with { Until = 19 },
        Baseline("seccompProfile_baseline", 19, SeccompProfile.Check),
        Baseline("sysctls", 0, Sysctls.Check) with { Until = 27 },
        Baseline("sysctls", 27, Sysctls.Check27) with { Until = 29 },
        Baseline("sysctls", 29, Sysctls.Check29) with { Until = 32 },
        Baseline("sysctls", 32, Sysctls.Check32),
        Baseline("windowsHostProcess", 0, WindowsHostProcess.Check),
        Restricted("allowPrivilegeEscalation", 8, PrivilegeEscalation.Check) with { Until = 25 },
        Restricted("allowPrivilegeEscalation", 25, pod => pod.IsWindows ? null : PrivilegeEscalation.Check(pod)),
        Restricted("capabilities_restricted", 22, DroppedCapabilities.Check, "capabilities_baseline") with { Until = 25 },
        Restricted("capabilities_restricted", 25, pod => pod.IsWindows ? null : DroppedCapabilities.Check(pod), "capabilities_baseline"),
        Restricted("procMount_restricted", 35, ProcMount.Check, "procMount_baseline"),
        Restricted("restrictedVolumes", 0, RestrictedVolumes.Check, "hostPathVolumes"),
        Restricted("runAsNonRoot", 0, RunAsNonRoot.Check) with { Until = 35 },
        Restricted("runAsNonRoot", 35, pod => pod.HasOwnUsers ? null : RunAsNonRoot.Check(pod)),
        Restricted("runAsUser", 23, RunAsUser.Check) with { Until = 35 },
        Restricted("runAsUser", 35, pod => pod.HasOwnUsers ? null : RunAsUser.Check(pod)),
        Restricted("seccompProfile_restricted", 19, RequiredSeccompProfile.Check, "seccompProfile_baseline") with { Until = 25 },
        Restricted("seccompProfile_restricted", 25, pod => pod.IsWindows ? null : RequiredSeccompProfile.Check(pod), "seccompProfile_baseline"),
    ];

    private static SecurityCheck Baseline(string id, int since, Func<PodView, Violation?> check) => new(id, PodSecurityLevel.Baseline, since, check);

    private static SecurityCheck Restricted(string id, int since, Func<PodView, Violation?> check, string? overrides = null) =>
        new(id, PodSecurityLevel.Restricted, since, check) { Overrides = overrides };
}
