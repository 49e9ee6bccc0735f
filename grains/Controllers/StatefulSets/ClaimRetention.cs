using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Ledger.Metadata;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.StatefulSets;

/// <summary>
/// Whose going takes a claim along (<c>spec.persistentVolumeClaimRetentionPolicy</c>), said with owner references: the set's, when claims go with the set; the pod's, when the
/// set was scaled down below it and claims go then; nobody's, when they stay. Pure.
/// </summary>
internal static class ClaimRetention
{
    /// <summary>The policy by which claims go.</summary>
    public const string Delete = "Delete";

    /// <summary>The references that the claim of a pod should have; null when it has them.</summary>
    public static List<EntryOwner>? Wanted(StatefulSet set, Pod pod, ReplicaEntry claim)
    {
        var policy = set.Spec.PersistentVolumeClaimRetentionPolicy;
        var (whenDeleted, whenScaled) = (policy?.WhenDeleted == Delete, policy?.WhenScaled == Delete);
        var wanted = claim.OwnerReferences.Where(owner => !Names(owner, set) && !Names(owner, pod)).ToList();
        if ((whenDeleted || whenScaled) && !HasOtherController(set, pod, claim))
        {
            var scaledDown = !Ordinals.InRange(set, Ordinals.Of(set.Metadata.Name!, pod.Metadata.Name!));
            if (whenScaled && scaledDown)
            {
                wanted.Add(Owner(ControllerRefs.To(pod)));
            }
            else if (whenDeleted)
            {
                wanted.Add(Owner(ControllerRefs.To(set)));
            }
        }

        return wanted.Count == claim.OwnerReferences.Count && wanted.TrueForAll(claim.OwnerReferences.Contains) ? null : wanted;
    }

    /// <summary>Whether a claim is about to go with a pod of that name that is no more: a new pod must not take it up.</summary>
    public static bool IsStale(StatefulSet set, string podName, ReplicaEntry claim) =>
        set.Spec.PersistentVolumeClaimRetentionPolicy?.WhenScaled == Delete && claim.OwnerReferences.Any(owner => owner is { Kind: "Pod", ApiVersion: "v1" } && owner.Name == podName);

    /// <summary>Somebody else controls it, or a set or pod of this name that is no more: then it is not ours to say when it goes.</summary>
    private static bool HasOtherController(StatefulSet set, Pod pod, ReplicaEntry claim) =>
        claim.OwnerReferences.Any(owner =>
            Names(owner, set) ? owner.Uid != set.Metadata.Uid : Names(owner, pod) ? owner.Uid != pod.Metadata.Uid : owner.Controller);

    private static bool Names(EntryOwner owner, StatefulSet set) =>
        owner.Kind == "StatefulSet" && KnownResources.GroupOf(owner.ApiVersion) == "apps" && owner.Name == set.Metadata.Name;

    private static bool Names(EntryOwner owner, Pod pod) => owner is { Kind: "Pod", ApiVersion: "v1" } && owner.Name == pod.Metadata.Name;

    private static EntryOwner Owner(Api.Models.Meta.V1.OwnerReference reference) =>
        new(reference.ApiVersion, reference.Kind, reference.Name, reference.Uid, true, true);
}
