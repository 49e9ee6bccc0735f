using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Strategies.ResourceClaims;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources;

/// <summary>Which changes of claims can help a pod: those of its own claims, and those that free devices.</summary>
internal static class ClaimHints
{
    /// <summary>Whether a change helps.</summary>
    public static bool Helps(PodInfo pod, ClusterEvent change) =>
        change.Change is { } claim && PodClaims.Any(pod) && (FreesDevices(claim) || (claim.Type != ChangeType.Deleted && PodClaims.Has(pod, claim.Entry)));

    /// <summary>Whether the pod's namespace was marked for administrators' access to devices.</summary>
    public static bool MarksNamespace(PodInfo pod, ClusterEvent change) =>
        change.Change is { Type: ChangeType.Updated, Entry: var found } updated && found.Key.Name == pod.Key.Namespace && PodClaims.Any(pod)
        && AdminAccess.IsAllowedBy(found.Labels) && !(updated.Previous is { } before && AdminAccess.IsAllowedBy(before.Labels));

    private static bool FreesDevices(ReplicaChange change) => change.Type switch
    {
        ChangeType.Deleted => change.Entry.As<ResourceClaim>().Status.Allocation is not null || change.Previous?.As<ResourceClaim>().Status.Allocation is not null,
        ChangeType.Updated => change.Entry.As<ResourceClaim>().Status.Allocation is null && change.Previous?.As<ResourceClaim>().Status.Allocation is not null,
        _ => false,
    };
}
