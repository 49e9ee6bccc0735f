using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.ResourceClaims;

/// <summary>What a pod needs of claims.</summary>
internal static class PodNeeds
{
    /// <summary>Whether it needs none any more: it has ended, or goes without ever having had a node.</summary>
    public static bool IsDone(Pod pod) => PodState.IsFinished(pod) || (pod.Metadata.DeletionTimestamp is not null && string.IsNullOrEmpty(pod.Spec.NodeName));

    /// <summary>The name of the claim behind one of a pod's claims; null when none was made, or none is needed.</summary>
    public static string? NameOf(Pod pod, PodResourceClaim claim) =>
        claim.ResourceClaimName ?? pod.Status.ResourceClaimStatuses?.Find(status => status.Name == claim.Name)?.ResourceClaimName;
}
