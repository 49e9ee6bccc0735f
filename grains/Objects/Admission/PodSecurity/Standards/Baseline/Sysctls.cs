namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Baseline;

/// <summary>Only sysctls that are a pod's own and touch nobody else.</summary>
internal static class Sysctls
{
    private static readonly HashSet<string> Safe =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range", "net.ipv4.ip_unprivileged_port_start",
    ];

    private static readonly HashSet<string> Safe27 = [.. Safe, "net.ipv4.ip_local_reserved_ports"];

    private static readonly HashSet<string> Safe29 =
    [
        .. Safe27, "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes",
    ];

    private static readonly HashSet<string> Safe32 = [.. Safe29, "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"];

    public static Violation? Check(PodView pod) => Check(pod, Safe);

    /// <summary>As from 1.27 on.</summary>
    public static Violation? Check27(PodView pod) => Check(pod, Safe27);

    /// <summary>As from 1.29 on.</summary>
    public static Violation? Check29(PodView pod) => Check(pod, Safe29);

    /// <summary>As from 1.32 on.</summary>
    public static Violation? Check32(PodView pod) => Check(pod, Safe32);

    private static Violation? Check(PodView pod, HashSet<string> safe)
    {
        var forbidden = (pod.Spec.SecurityContext?.Sysctls ?? []).Where(sysctl => !safe.Contains(sysctl.Name)).Select(sysctl => sysctl.Name).ToList();
        return forbidden.Count == 0 ? null : new Violation("forbidden sysctls", string.Join(", ", forbidden));
    }
}
