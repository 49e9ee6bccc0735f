using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Volumes.Binding;

/// <summary>Which volume a claim gets (<c>volume.FindMatchingVolume</c>). Pure: asked by the binder, and by the scheduler with a node in mind.</summary>
internal static class VolumeMatching
{
    /// <summary>
    /// The best volume for a claim, or null: one that names the claim, if it will do; else, of the free ones that satisfy everything it asks for, the smallest.
    /// Of equally large ones each claim prefers another, so that claims made at once seldom go for the same.
    /// </summary>
    /// <param name="claim">The claim.</param>
    /// <param name="naming">Volumes that name a claim of that name.</param>
    /// <param name="free">Volumes of the claim's class that name none.</param>
    /// <param name="delayed">Whether only volumes that name the claim count, because a pod's node has to be known first.</param>
    /// <param name="reachable">Whether a volume can be reached from the node in mind; null when there is none.</param>
    public static ReplicaEntry? Find(
        PersistentVolumeClaim claim, IEnumerable<ReplicaEntry> naming, IEnumerable<ReplicaEntry> free, bool delayed, Func<PersistentVolume, bool>? reachable)
    {
        if (Meant(claim, naming) is { } meant)
        {
            // Chosen already: if it cannot be reached, no other one will do.
            return reachable is null || reachable(meant.As<PersistentVolume>()) ? meant : null;
        }

        if (delayed)
        {
            return null;
        }

        var selector = SelectorFor(claim);
        ReplicaEntry? best = null;
        foreach (var entry in free)
        {
            if (IsFreeFor(entry, claim, selector) && (reachable is null || reachable(entry.As<PersistentVolume>())) && (best is null || Compare(entry, best, claim) < 0))
            {
                best = entry;
            }
        }

        return best;
    }

    /// <summary>The volume that names the claim and will do, or null.</summary>
    public static ReplicaEntry? Meant(PersistentVolumeClaim claim, IEnumerable<ReplicaEntry> naming)
    {
        foreach (var entry in naming)
        {
            var volume = entry.As<PersistentVolume>();
            if (StorageFacts.IsMeantFor(volume, claim) && IsOfItsKind(volume, claim) && StorageFacts.Capacity(volume) >= StorageFacts.Requested(claim))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>Which labels volumes must have; a claim without a selector, or with an empty one, takes any.</summary>
    public static LabelSelector SelectorFor(PersistentVolumeClaim claim) =>
        claim.Spec.Selector is { MatchLabels.Count: > 0 } or { MatchExpressions.Count: > 0 } ? SelectorOf.Labels(claim.Spec.Selector) : LabelSelector.Everything;

    /// <summary>Why a volume that a claim names cannot be its volume, in a real controller's words; null when it can.</summary>
    public static string? Mismatch(PersistentVolume volume, PersistentVolumeClaim claim) =>
        StorageFacts.Capacity(volume) < StorageFacts.Requested(claim) ? "requested PV is too small"
        : StorageFacts.ClassOf(volume) != StorageFacts.ClassOf(claim) ? "storageClassName does not match"
        : !HasAttributes(volume, claim) ? "volumeAttributesClassName does not match"
        : !HasMode(volume, claim) ? "incompatible volumeMode"
        : !HasAccess(volume, claim) ? "incompatible accessMode"
        : null;

    /// <summary>Whether both are file systems, or both devices.</summary>
    public static bool HasMode(PersistentVolume volume, PersistentVolumeClaim claim) =>
        (volume.Spec.VolumeMode ?? "Filesystem") == (claim.Spec.VolumeMode ?? "Filesystem");

    private static bool IsOfItsKind(PersistentVolume volume, PersistentVolumeClaim claim) =>
        volume.Metadata.DeletionTimestamp is null && HasMode(volume, claim) && HasAccess(volume, claim) && HasAttributes(volume, claim);

    /// <summary>Whether a volume is free and satisfies everything that a claim asks for.</summary>
    public static bool IsFreeFor(ReplicaEntry entry, PersistentVolumeClaim claim, LabelSelector selector)
    {
        var volume = entry.As<PersistentVolume>();
        return volume.Spec.ClaimRef is null
            && volume.Status.Phase == "Available"
            && StorageFacts.ClassOf(volume) == StorageFacts.ClassOf(claim)
            && StorageFacts.Capacity(volume) >= StorageFacts.Requested(claim)
            && IsOfItsKind(volume, claim)
            && selector.Matches(entry.Labels);
    }

    /// <summary>Which of two volumes a claim would rather have: the smaller one; of equally large ones each claim prefers another.</summary>
    public static int Compare(ReplicaEntry left, ReplicaEntry right, PersistentVolumeClaim claim)
    {
        var order = StorageFacts.Capacity(left.As<PersistentVolume>()).CompareTo(StorageFacts.Capacity(right.As<PersistentVolume>()));
        return order != 0 ? order : Preference(left, claim).CompareTo(Preference(right, claim));
    }

    private static uint Preference(ReplicaEntry entry, PersistentVolumeClaim claim)
    {
        var hash = 2166136261;
        foreach (var c in claim.Metadata.Uid ?? "")
        {
            hash = (hash ^ c) * 16777619;
        }

        foreach (var c in entry.Key.Name)
        {
            hash = (hash ^ c) * 16777619;
        }

        return hash;
    }

    private static bool HasAccess(PersistentVolume volume, PersistentVolumeClaim claim)
    {
        foreach (var mode in claim.Spec.AccessModes ?? [])
        {
            if (volume.Spec.AccessModes?.Contains(mode) != true)
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasAttributes(PersistentVolume volume, PersistentVolumeClaim claim) =>
        (volume.Spec.VolumeAttributesClassName ?? "") == (claim.Spec.VolumeAttributesClassName ?? "");
}
