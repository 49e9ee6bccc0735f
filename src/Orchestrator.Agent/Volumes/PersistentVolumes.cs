using Orchestrator.Agent.Checkpoints;
using Orchestrator.Agent.Pods;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Volumes;

/// <summary>
/// Finds the directory behind a pod's claim: claim, volume, path. It is looked up once for each pod and kept as a link among the pod's files, so that the pod goes on when
/// the control plane is away or the agent begins anew.
/// </summary>
internal sealed class PersistentVolumes(PodDirectories directories, VolumeDirectories local, IConfigSource config)
{
    private const string Plugin = "kubernetes.io~local-volume";

    /// <summary>Prepares the volume of a claim.</summary>
    /// <exception cref="VolumeException">The claim or its volume will not do; the message says why.</exception>
    /// <exception cref="IOException">The control plane does not answer.</exception>
    public async Task<PreparedVolume> PrepareAsync(Pod pod, Volume volume, CancellationToken cancellationToken)
    {
        var link = new FileInfo(directories.Volume(pod.Uid(), Plugin, volume.Name));
        var path = link.LinkTarget ?? await MountAsync(pod, volume, link, cancellationToken);
        return new PreparedVolume(path, null) { ReadOnly = volume.PersistentVolumeClaim?.ReadOnly == true };
    }

    private async Task<string> MountAsync(Pod pod, Volume volume, FileInfo link, CancellationToken cancellationToken)
    {
        var (ns, name) = (pod.Metadata.Namespace ?? "", volume.PersistentVolumeClaim?.ClaimName ?? $"{pod.Metadata.Name}-{volume.Name}");
        var claim = await config.ClaimAsync(ns, name, cancellationToken)
            ?? throw new VolumeException($"error processing PVC {ns}/{name}: failed to fetch PVC from API server: persistentvolumeclaims \"{name}\" not found");
        if (Problem(pod, volume, claim) is { } problem)
        {
            throw new VolumeException($"error processing PVC {ns}/{name}: {problem}");
        }

        var bound = await config.VolumeAsync(claim.Spec.VolumeName!, cancellationToken)
            ?? throw new VolumeException($"failed to fetch PV {claim.Spec.VolumeName} from API server: persistentvolumes \"{claim.Spec.VolumeName}\" not found");
        if (bound.Spec.ClaimRef?.Uid != claim.Metadata.Uid)
        {
            throw new VolumeException($"found PV object {bound.Metadata.Name} with unexpected claimRef uid, expecting {claim.Metadata.Uid}");
        }

        var path = Ensure(bound);
        if (pod.Spec.SecurityContext?.FsGroup is { } group && volume.PersistentVolumeClaim?.ReadOnly != true)
        {
            Ownership.SetGroup(path, group, readOnly: false);
        }

        link.Directory!.Create();
        link.CreateAsSymbolicLink(path);
        return path;
    }

    private static string? Problem(Pod pod, Volume volume, PersistentVolumeClaim claim) =>
        volume.Ephemeral is not null && claim.Metadata.OwnerReferences?.Exists(owner => owner.Controller == true && owner.Uid == pod.Uid()) != true
            ? $"PVC {claim.Metadata.Namespace}/{claim.Metadata.Name} was not created for pod {pod.Metadata.Namespace}/{pod.Metadata.Name} (pod is not owner)"
        : claim.Metadata.DeletionTimestamp is not null ? "PVC is being deleted"
        : claim.Status.Phase != "Bound" || string.IsNullOrEmpty(claim.Spec.VolumeName) ? "PVC is not bound"
        : claim.Spec.VolumeMode == "Block" ? "raw block volumes are not supported"
        : null;

    private string Ensure(PersistentVolume volume)
    {
        switch (volume.Spec)
        {
            case { HostPath: { } host }:
                return HostPaths.Ensure(host);
            case { Local.Path: var path } when local.Has(path):
                local.Ensure(path);
                return path;
            case { Local.Path: var path }:
                return Directory.Exists(path) ? path : throw new VolumeException($"path \"{path}\" does not exist");
            default:
                throw new VolumeException("no volume plugin matched");
        }
    }
}
