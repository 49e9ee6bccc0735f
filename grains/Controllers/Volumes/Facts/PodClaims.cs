using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.Volumes.Facts;

/// <summary>The claims that pods use, by name or made for them alone.</summary>
internal static class PodClaims
{
    /// <summary>The claim behind a volume of a pod, or null.</summary>
    public static string? Of(Pod pod, Volume volume) => volume switch
    {
        { PersistentVolumeClaim: { } claim } => claim.ClaimName,
        { Ephemeral: not null } => EphemeralName(pod.Metadata.Name ?? "", volume.Name),
        _ => null,
    };

    /// <summary>The name of the claim that is made for a generic ephemeral volume.</summary>
    public static string EphemeralName(string pod, string volume) => pod + "-" + volume;

    /// <summary>Whether any of a pod's volumes is a claim.</summary>
    public static bool Any(Pod pod)
    {
        foreach (var volume in pod.Spec.Volumes ?? [])
        {
            if (volume.PersistentVolumeClaim is not null || volume.Ephemeral is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a pod has a volume for which a claim is to be made.</summary>
    public static bool AnyEphemeral(Pod pod)
    {
        foreach (var volume in pod.Spec.Volumes ?? [])
        {
            if (volume.Ephemeral is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a claim was made for a pod: the pod controls it.</summary>
    public static bool IsFor(PersistentVolumeClaim claim, Pod pod) => ControllerRefs.Of(claim.Metadata)?.Uid == pod.Metadata.Uid;

    /// <summary>What a pod is told that cannot have a claim of that name, since it was not made for it.</summary>
    public static string NotFor(Pod pod, string claim) =>
        $"PVC {pod.Metadata.Namespace}/{claim} was not created for pod {pod.Metadata.Namespace}/{pod.Metadata.Name} (pod is not owner)";
}
