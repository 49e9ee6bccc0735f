using Orchestrator.Agent.Containers;
using Orchestrator.Agent.Environment;
using Orchestrator.Agent.Volumes;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Agent.Pods;

/// <summary>Translates a pod's spec into what the runtime is told (kubelet: generateContainerConfig).</summary>
internal static class ContainerSpecs
{
    private const long CpuPeriod = 100_000;
    private const long MinimumShares = 2;
    private const long MaximumShares = 262_144;

    public static SandboxSpec Sandbox(Pod pod, int attempt, IReadOnlyDictionary<string, PreparedVolume> volumes) => new()
    {
        Pod = pod.Identity(),
        Attempt = attempt,
        Hostname = pod.Hostname(),
        HostNetwork = pod.UsesHostNetwork(),
        HostPid = pod.Spec.HostPID ?? false,
        HostIpc = pod.Spec.HostIPC ?? false,
        Ports = [.. pod.AllContainers().SelectMany(static c => c.Ports ?? []).Where(static p => p.HostPort > 0)
            .Select(static p => new PortMapping(p.HostPort!.Value, p.ContainerPortValue, p.Protocol ?? "TCP", p.HostIP))],
        Sysctls = (pod.Spec.SecurityContext?.Sysctls ?? []).ToDictionary(static s => s.Name, static s => s.Value, StringComparer.Ordinal),
        MemoryVolumes = [.. volumes.Values.Select(static v => v.MemoryVolume).OfType<string>()],
    };

    public static ContainerSpec Container(
        Pod pod, Container container, int attempt, string sandboxId, List<KeyValuePair<string, string>> environment, List<ContainerMount> mounts, RuntimeImage image, long machineMemory)
    {
        var variables = environment.ToDictionary(StringComparer.Ordinal);
        return new ContainerSpec
        {
            Pod = pod.Identity(),
            SandboxId = sandboxId,
            Name = container.Name,
            Attempt = attempt,
            Image = container.Image ?? "",
            SpecHash = PodPlan.SpecHash(container),
            Command = VariableExpansion.Expand(container.Command, variables),
            Args = VariableExpansion.Expand(container.Args, variables),
            Environment = environment,
            WorkingDirectory = container.WorkingDir,
            Mounts = mounts,
            Limits = Limits(pod, container, machineMemory),
            Security = Security(pod, container, image),
            Pid = pod.Spec.HostPID == true ? PidNamespace.Host : pod.Spec.ShareProcessNamespace == true ? PidNamespace.Pod : PidNamespace.Own,
            HostIpc = pod.Spec.HostIPC ?? false,
            HostNetwork = pod.UsesHostNetwork(),
            Tty = container.Tty ?? false,
            Stdin = container.Stdin ?? false,
            StdinOnce = container.StdinOnce ?? false,
            StopSignal = container.Lifecycle?.StopSignal,
        };
    }

    // pkg/kubelet/cm: MilliCPUToShares, MilliCPUToQuota.
    private static ContainerLimits Limits(Pod pod, Container container, long machineMemory)
    {
        var limitCpu = Amount(container.Resources.Limits, "cpu")?.MilliValue();
        var requestCpu = Amount(container.Resources.Requests, "cpu")?.MilliValue() ?? limitCpu ?? 0;
        return new ContainerLimits
        {
            CpuShares = requestCpu == 0 ? MinimumShares : Math.Clamp(requestCpu * 1024 / 1000, MinimumShares, MaximumShares),
            CpuPeriod = limitCpu > 0 ? CpuPeriod : null,
            CpuQuota = limitCpu > 0 ? Math.Max(1000, limitCpu.Value * CpuPeriod / 1000) : null,
            Memory = Amount(container.Resources.Limits, "memory")?.Value() is > 0 and var memory ? memory : null,
            OomScoreAdjustment = QosClass.OomScore(pod, container, machineMemory),
        };
    }

    private static ContainerSecurity Security(Pod pod, Container container, RuntimeImage image)
    {
        var (ofPod, own) = (pod.Spec.SecurityContext, container.SecurityContext);
        var user = own?.RunAsUser ?? ofPod?.RunAsUser;
        var group = own?.RunAsGroup ?? ofPod?.RunAsGroup;
        if ((own?.RunAsNonRoot ?? ofPod?.RunAsNonRoot) == true)
        {
            CheckNonRoot(container, user, image);
        }

        // A group without a user goes with the image's user.
        var imageUser = image.User is { Length: > 0 } named ? named.Split(':')[0] : "0";
        var text = user?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new ContainerSecurity
        {
            User = group is null ? text : $"{text ?? imageUser}:{group}",
            Groups = [.. (ofPod?.SupplementalGroups ?? []).Concat(ofPod?.FsGroup is { } fsGroup ? [fsGroup] : []).Select(static g => g.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            Privileged = own?.Privileged ?? false,
            ReadOnlyRootFilesystem = own?.ReadOnlyRootFilesystem ?? false,
            NoNewPrivileges = own?.AllowPrivilegeEscalation == false,
            UnconfinedSeccomp = (own?.SeccompProfile ?? ofPod?.SeccompProfile)?.Type == "Unconfined",
            AddCapabilities = own?.Capabilities?.Add ?? [],
            DropCapabilities = own?.Capabilities?.Drop ?? [],
        };
    }

    // pkg/kubelet/kuberuntime: verifyRunAsNonRoot.
    private static void CheckNonRoot(Container container, long? user, RuntimeImage image)
    {
        if (user == 0)
        {
            throw new ContainerConfigException($"container's runAsUser breaks non-root policy (container: {container.Name})");
        }

        var imageUser = (image.User ?? "").Split(':')[0];
        if (user is null && imageUser is "" or "0" or "root")
        {
            throw new ContainerConfigException($"container has runAsNonRoot and image will run as root (container: {container.Name})");
        }

        if (user is null && !long.TryParse(imageUser, System.Globalization.CultureInfo.InvariantCulture, out _))
        {
            throw new ContainerConfigException($"container has runAsNonRoot and image has non-numeric user ({imageUser}), cannot verify user is non-root (container: {container.Name})");
        }
    }

    private static Quantity? Amount(Dictionary<string, Quantity>? resources, string name) =>
        resources is not null && resources.TryGetValue(name, out var value) ? value : null;
}
