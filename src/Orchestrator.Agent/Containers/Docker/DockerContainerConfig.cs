using System.Globalization;
using Orchestrator.Agent.DockerEngine;

namespace Orchestrator.Agent.Containers.Docker;

/// <summary>Translates specs into the daemon's terms.</summary>
internal static class DockerContainerConfig
{
    // As kubelet's defaults containerLogMaxSize and containerLogMaxFiles.
    private static readonly LogConfig Log = new("json-file", new() { ["max-size"] = "10m", ["max-file"] = "5" });

    /// <summary>As kubelet's Docker shim named them; unique because of the uid.</summary>
    public static string ContainerName(string container, PodIdentity pod, int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"k8s_{container}_{pod.Name}_{pod.Namespace}_{pod.Uid}_{attempt}");

    public static ContainerConfig Of(DockerRuntimeOptions options, SandboxSpec spec, string network, int oomScore) => new()
    {
        Image = PauseImage.Reference,

        // As process 1 it ignores SIGTERM, and would hold up a daemon that shuts down.
        StopSignal = "SIGKILL",
        Hostname = spec.HostNetwork ? null : spec.Hostname,
        Labels = DockerLabels.OfContainer(options, spec.Pod, DockerLabels.SandboxType, "POD", spec.Attempt),
        ExposedPorts = spec.HostNetwork ? null : spec.Ports.Select(PortName).Distinct().ToDictionary(static p => p, static _ => new Empty()),
        HostConfig = new HostConfig
        {
            NetworkMode = spec.HostNetwork ? "host" : network,
            IpcMode = spec.HostIpc ? "host" : "shareable",
            PidMode = spec.HostPid ? "host" : null,
            PortBindings = spec.HostNetwork ? null : spec.Ports.GroupBy(PortName).ToDictionary(
                static g => g.Key,
                static g => g.Select(static p => new PortBinding(p.HostIp ?? "", p.HostPort.ToString(CultureInfo.InvariantCulture))).ToArray()),
            Sysctls = spec.Sysctls.Count == 0 ? null : new(spec.Sysctls),
            Mounts = [.. spec.MemoryVolumes.Select(static v => new MountConfig { Type = "volume", Source = v, Target = $"/volumes/{v}" })],
            ReadonlyRootfs = true,
            CapDrop = ["ALL"],
            SecurityOpt = ["no-new-privileges"],
            OomScoreAdj = oomScore,
            CpuShares = 2,
            LogConfig = Log,
        },
    };

    public static ContainerConfig Of(DockerRuntimeOptions options, ContainerSpec spec, int oomScore)
    {
        var labels = DockerLabels.OfContainer(options, spec.Pod, DockerLabels.ContainerType, spec.Name, spec.Attempt);
        labels[DockerLabels.Sandbox] = spec.SandboxId;
        labels[DockerLabels.SpecHash] = spec.SpecHash;
        return new ContainerConfig
        {
            Image = spec.Image,
            User = spec.Security.User,
            WorkingDir = spec.WorkingDirectory,
            Entrypoint = spec.Command,

            // A command without arguments must not inherit the image's: an empty list says so.
            Cmd = spec.Args ?? (spec.Command is null ? null : []),
            Env = [.. spec.Environment.Select(static v => $"{v.Key}={v.Value}")],
            Tty = spec.Tty,
            OpenStdin = spec.Stdin,
            StdinOnce = spec.StdinOnce,
            StopSignal = spec.StopSignal,
            Labels = labels,
            Healthcheck = new HealthConfig(["NONE"]),
            HostConfig = HostOf(spec, oomScore),
        };
    }

    private static HostConfig HostOf(ContainerSpec spec, int oomScore) => new()
    {
        NetworkMode = $"container:{spec.SandboxId}",
        IpcMode = spec.HostIpc ? "host" : $"container:{spec.SandboxId}",
        PidMode = spec.Pid switch
        {
            PidNamespace.Host => "host",
            PidNamespace.Pod => $"container:{spec.SandboxId}",
            _ => null,
        },
        UTSMode = spec.HostNetwork ? "host" : null,
        Mounts = [.. spec.Mounts.Select(MountOf)],
        Privileged = spec.Security.Privileged,
        ReadonlyRootfs = spec.Security.ReadOnlyRootFilesystem,
        CapAdd = spec.Security.AddCapabilities,
        CapDrop = spec.Security.DropCapabilities,
        GroupAdd = spec.Security.Groups,
        SecurityOpt = [.. SecurityOptions(spec.Security)],
        CpuShares = spec.Limits.CpuShares,
        CpuPeriod = spec.Limits.CpuPeriod,
        CpuQuota = spec.Limits.CpuQuota,
        Memory = spec.Limits.Memory,
        MemorySwap = spec.Limits.Memory,
        OomScoreAdj = oomScore,
        LogConfig = Log,
    };

    private static MountConfig MountOf(ContainerMount mount) => mount.Volume is { } volume
        ? new() { Type = "volume", Source = volume, Target = mount.Target, ReadOnly = mount.ReadOnly }
        : new() { Type = "bind", Source = mount.HostPath!, Target = mount.Target, ReadOnly = mount.ReadOnly, BindOptions = new(mount.Propagation) };

    private static IEnumerable<string> SecurityOptions(ContainerSecurity security)
    {
        if (security.NoNewPrivileges)
        {
            yield return "no-new-privileges";
        }

        if (security.UnconfinedSeccomp)
        {
            yield return "seccomp=unconfined";
        }
    }

    private static string PortName(PortMapping port) =>
        string.Create(CultureInfo.InvariantCulture, $"{port.ContainerPort}/{port.Protocol.ToLowerInvariant()}");
}
