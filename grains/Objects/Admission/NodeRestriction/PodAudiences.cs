using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.NodeRestriction;

/// <summary>The audiences for which a pod's volumes need tokens: those that it projects, and those that the drivers of its volumes ask for.</summary>
internal sealed class PodAudiences(IReplica replica)
{
    private static readonly GroupResource Drivers = new("storage.k8s.io", "csidrivers");

    /// <summary>Whether a pod needs tokens for an audience.</summary>
    public bool Needs(Pod pod, string audience)
    {
        foreach (var volume in pod.Spec.Volumes ?? [])
        {
            if (volume.Projected?.Sources.Exists(source => source.ServiceAccountToken?.Audience == audience) == true
                || (Driver(pod, volume) is { Length: > 0 } driver && Asks(driver, audience)))
            {
                return true;
            }
        }

        return false;
    }

    // Inline, or by the claim that is bound to a volume, also by one that was made for the pod alone.
    private string? Driver(Pod pod, Volume volume)
    {
        if (volume.Csi is { } csi)
        {
            return csi.Driver;
        }

        var claim = volume.Ephemeral is null ? volume.PersistentVolumeClaim?.ClaimName : $"{pod.Metadata.Name}-{volume.Name}";
        return !string.IsNullOrEmpty(claim)
            && replica.Get(Resources.PersistentVolumeClaims.At(pod.Metadata.Namespace!, claim))?.As<PersistentVolumeClaim>().Spec.VolumeName is { Length: > 0 } bound
            ? replica.Get(Resources.PersistentVolumes.At("", bound))?.As<PersistentVolume>().Spec.Csi?.Driver
            : null;
    }

    private bool Asks(string driver, string audience) =>
        replica.Get(Drivers.At("", driver))?.As<CSIDriver>().Spec.TokenRequests?.Exists(request => request.Audience == audience) == true;
}
