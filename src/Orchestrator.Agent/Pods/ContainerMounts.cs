using Orchestrator.Agent.Containers;
using Orchestrator.Agent.Environment;
using Orchestrator.Agent.Volumes;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>What is mounted into a container: its volumes, the pod's managed files, and the file for its last words.</summary>
internal static class ContainerMounts
{
    private const string DefaultTerminationPath = "/dev/termination-log";
    private const string HostsPath = "/etc/hosts";
    private const string ResolvConfPath = "/etc/resolv.conf";

    // Whatever user the container runs as, it may write its last words.
    private const UnixFileMode TerminationFileMode = (UnixFileMode)0b110_110_110;

    public static List<ContainerMount> Of(
        PodServices services, Pod pod, Container container, int attempt,
        IReadOnlyDictionary<string, PreparedVolume> volumes, IReadOnlyDictionary<string, string> variables)
    {
        var mounts = new List<ContainerMount>();
        foreach (var mount in container.VolumeMounts ?? [])
        {
            mounts.Add(Of(mount, volumes, variables));
        }

        AddFile(mounts, HostsPath, services.Directories.Hosts(pod.Uid()));
        AddFile(mounts, ResolvConfPath, services.Directories.ResolvConf(pod.Uid()));

        var message = services.Directories.TerminationMessage(pod.Uid(), container.Name, attempt);
        Directory.CreateDirectory(Path.GetDirectoryName(message)!);
        File.WriteAllBytes(message, []);
        File.SetUnixFileMode(message, TerminationFileMode);
        AddFile(mounts, container.TerminationMessagePath is { Length: > 0 } path ? path : DefaultTerminationPath, message);
        return mounts;
    }

    private static ContainerMount Of(VolumeMount mount, IReadOnlyDictionary<string, PreparedVolume> volumes, IReadOnlyDictionary<string, string> variables)
    {
        if (!volumes.TryGetValue(mount.Name, out var volume))
        {
            throw new ContainerConfigException($"cannot find volume \"{mount.Name}\" to mount into container");
        }

        var subPath = mount.SubPathExpr is { Length: > 0 } expression ? VariableExpansion.Expand(expression, variables) : mount.SubPath ?? "";
        var propagation = mount.MountPropagation switch
        {
            "HostToContainer" => "rslave",
            "Bidirectional" => "rshared",
            _ => "rprivate",
        };
        var readOnly = volume.ReadOnly || mount.ReadOnly == true;
        if (subPath.Length == 0)
        {
            return new ContainerMount(mount.MountPath, volume.HostPath, volume.MemoryVolume, readOnly, propagation);
        }

        var hostPath = volume.HostPath ?? throw new ContainerConfigException($"subPath is not supported for the in-memory volume \"{mount.Name}\"");
        return new ContainerMount(mount.MountPath, SubPaths.Resolve(hostPath, subPath), null, readOnly, propagation);
    }

    // A mount of the pod's own at that place wins.
    private static void AddFile(List<ContainerMount> mounts, string target, string source)
    {
        if (!mounts.Exists(m => m.Target == target))
        {
            mounts.Add(new ContainerMount(target, source, null, ReadOnly: false));
        }
    }
}
