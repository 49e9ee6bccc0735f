namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Baseline;

/// <summary>No capabilities beyond those that runtimes give anyway.</summary>
internal static class DefaultCapabilities
{
    private static readonly HashSet<string> Default =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ];

    public static Violation? Check(PodView pod)
    {
        var added = Wording.Set();
        var containers = new List<string>();
        foreach (var container in pod.Containers)
        {
            var forbidden = container.Security?.Capabilities?.Add?.FindAll(capability => !Default.Contains(capability)) ?? [];
            if (forbidden.Count > 0)
            {
                containers.Add(container.Name);
                added.UnionWith(forbidden);
            }
        }

        return containers.Count == 0
            ? null
            : new Violation("non-default capabilities", $"{Wording.Containers(containers)} must not include {Wording.Quoted(added)} in securityContext.capabilities.add");
    }
}
