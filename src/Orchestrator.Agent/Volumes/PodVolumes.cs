using Orchestrator.Agent.Checkpoints;
using Orchestrator.Agent.Containers;
using Orchestrator.Agent.Pods;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Volumes;

/// <summary>Where a volume is: a directory or file of the machine, or a named volume in memory.</summary>
internal readonly record struct PreparedVolume(string? HostPath, string? MemoryVolume)
{
    /// <summary>Whether no container may write to it, whatever its mount says.</summary>
    public bool ReadOnly { get; init; }
}

/// <summary>Sets up a pod's volumes, and brings those that show objects up to date. Safe to repeat at any time.</summary>
internal sealed class PodVolumes(PodDirectories directories, IContainerRuntime runtime, PersistentVolumes persistent, TimeProvider time)
{
    // Everyone may write: the container's user is not known to the machine.
    private const UnixFileMode EmptyDirMode = (UnixFileMode)0b111_111_111;

    /// <summary>Prepares all volumes.</summary>
    /// <exception cref="VolumeException">One of them cannot be set up; the message names it.</exception>
    public async Task<Dictionary<string, PreparedVolume>> PrepareAsync(Pod pod, VolumeProjections projections, CancellationToken cancellationToken)
    {
        var volumes = new Dictionary<string, PreparedVolume>(StringComparer.Ordinal);
        foreach (var volume in pod.Spec.Volumes ?? [])
        {
            try
            {
                volumes[volume.Name] = await PrepareAsync(pod, volume, projections, cancellationToken);
            }
            catch (Exception e) when (e is VolumeException or IOException or UnauthorizedAccessException or ArgumentException)
            {
                throw new VolumeException($"MountVolume.SetUp failed for volume \"{volume.Name}\" : {e.Message}");
            }
        }

        return volumes;
    }

    private async Task<PreparedVolume> PrepareAsync(Pod pod, Volume volume, VolumeProjections projections, CancellationToken cancellationToken)
    {
        var uid = pod.Uid();
        switch (volume)
        {
            case { HostPath: { } path }:
                return new PreparedVolume(HostPaths.Ensure(path), null);
            case { EmptyDir: { Medium: "Memory" } memory }:
                return new PreparedVolume(null, await runtime.EnsureMemoryVolumeAsync(uid, volume.Name, memory.SizeLimit?.Value(), cancellationToken));
            case { ConfigMap: { } map }:
                return await ProjectedAsync(pod, volume, "kubernetes.io~configmap", projections.OfAsync(pod, map, cancellationToken));
            case { Secret: { } secret }:
                return await ProjectedAsync(pod, volume, "kubernetes.io~secret", projections.OfAsync(pod, secret, cancellationToken));
            case { DownwardAPI: { } downward }:
                return await ProjectedAsync(pod, volume, "kubernetes.io~downward-api", Task.FromResult(projections.Of(pod, downward)));
            case { Projected: { } projected }:
                return await ProjectedAsync(pod, volume, "kubernetes.io~projected", projections.OfAsync(pod, projected, cancellationToken));
            case { EmptyDir: not null }:
                return new PreparedVolume(EmptyDir(pod, volume), null);
            case { PersistentVolumeClaim: not null } or { Ephemeral: not null }:
                return await persistent.PrepareAsync(pod, volume, cancellationToken);
            default:
                throw new VolumeException("no volume plugin matched");
        }
    }

    private string EmptyDir(Pod pod, Volume volume)
    {
        var path = directories.Volume(pod.Uid(), "kubernetes.io~empty-dir", volume.Name);
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            File.SetUnixFileMode(path, EmptyDirMode);
            if (pod.Spec.SecurityContext?.FsGroup is { } group)
            {
                Ownership.SetGroup(path, group, readOnly: false);
            }
        }

        return path;
    }

    private async Task<PreparedVolume> ProjectedAsync(Pod pod, Volume volume, string plugin, Task<Dictionary<string, ProjectedFile>> projection)
    {
        var path = directories.Volume(pod.Uid(), plugin, volume.Name);
        Dictionary<string, ProjectedFile> files;
        try
        {
            files = await projection;
        }
        catch (IOException) when (AtomicDirectory.IsWritten(path))
        {
            return new PreparedVolume(path, null); // the control plane is away: what it said before still counts
        }

        if (pod.Spec.SecurityContext?.FsGroup is not null)
        {
            // Files of a group must be readable to it; in the mode from the start, so that comparing with what is there works.
            files = files.ToDictionary(static f => f.Key, static f => f.Value with { Mode = f.Value.Mode | UnixFileMode.GroupRead }, StringComparer.Ordinal);
        }

        if (AtomicDirectory.Write(path, files, time.GetUtcNow()) && pod.Spec.SecurityContext?.FsGroup is { } group)
        {
            Ownership.SetGroup(path, group, readOnly: true);
        }

        return new PreparedVolume(path, null);
    }
}
