using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;
using Orchestrator.Ledger.Replication;
using ResourceClaim = Orchestrator.Api.Models.Resource.V1.ResourceClaim;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources;

/// <summary>Finds the claims of a pod.</summary>
internal static class PodClaims
{
    /// <summary>Whether a pod has any.</summary>
    public static bool Any(PodInfo pod) => pod.Object?.Spec.ResourceClaims is { Count: > 0 };

    /// <summary>The claims; null when one of them is not there, or is going.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="replica">Where claims are read.</param>
    /// <param name="books">Where claims made for pods are found.</param>
    /// <param name="problem">Why there are none.</param>
    public static List<ResourceClaim>? Find(PodInfo pod, IReplica replica, DeviceBooks books, out string? problem)
    {
        var claims = new List<ResourceClaim>();
        problem = null;
        foreach (var wanted in pod.Object!.Spec.ResourceClaims ?? [])
        {
            if (KeyOf(pod, wanted, books) is not { } key)
            {
                problem = $"pod claim {wanted.Name}: ResourceClaim not created yet";
                return null;
            }

            if (replica.Get(key) is not { } entry)
            {
                problem = $"resourceclaim.resource.k8s.io \"{key.Name}\" not found";
                return null;
            }

            var claim = entry.As<ResourceClaim>();
            problem = claim.Metadata.DeletionTimestamp is not null ? $"resourceclaim \"{key.Name}\" is being deleted" : null;
            if (problem is not null)
            {
                return null;
            }

            if (wanted.ResourceClaimTemplateName is not null && entry.Metadata.Controller?.Uid != pod.Uid)
            {
                problem = $"ResourceClaim {key.Namespace}/{key.Name} was not created for pod {pod.Key.Namespace}/{pod.Key.Name} (pod is not owner)";
                return null;
            }

            claims.Add(claim);
        }

        return claims;
    }

    /// <summary>Whether a claim is one of a pod's.</summary>
    public static bool Has(PodInfo pod, ReplicaEntry claim) =>
        claim.Key.Namespace == pod.Key.Namespace
        && (claim.Metadata.Controller?.Uid == pod.Uid || pod.Object?.Spec.ResourceClaims?.Exists(wanted => wanted.ResourceClaimName == claim.Key.Name) == true);

    private static ObjectKey? KeyOf(PodInfo pod, PodResourceClaim wanted, DeviceBooks books) =>
        wanted.ResourceClaimName is { } name
            ? new ObjectKey(DeviceResources.Claims.Group, DeviceResources.Claims.Resource, pod.Key.Namespace, name)
            : books.ClaimOf(pod.Uid, wanted.Name);
}
