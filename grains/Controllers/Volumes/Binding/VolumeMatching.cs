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
        foreach (var entry in naming)
        {
            var volume = entry.As<PersistentVolume>();
            if (StorageFacts.IsMeantFor(volume, claim) && IsOfItsKind(volume, claim) && StorageFacts.Capacity(volume) >= StorageFacts.Requested(claim))
            {
                // Chosen already: if it cannot be reached, no other one will do.
                return reachable is null || reachable(volume) ? entry : null;
            }
        }

        if (delayed)
        {
            return null;
        }

        var selector = claim.Spec.Selector is { MatchLabels.Count: > 0 } or { MatchExpressions.Count: > 0 } ? SelectorOf.Labels(claim.Spec.Selector) : LabelSelector.Everything;
        ReplicaEntry? best = null;
        foreach (var entry in free)
        {
            if (IsFreeFor(entry, claim, selector) && (reachable is null || reachable(entry.As<PersistentVolume>())) && IsBetter(entry, best, claim))
            {
                best = entry;
            }
        }

        return best;
    }

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

    private static bool IsFreeFor(ReplicaEntry entry, PersistentVolumeClaim claim, LabelSelector selector)
    {
        var volume = entry.As<PersistentVolume>();
        return volume.Spec.ClaimRef is null
            && volume.Status.Phase == "Available"
            && StorageFacts.ClassOf(volume) == StorageFacts.ClassOf(claim)
            && StorageFacts.Capacity(volume) >= StorageFacts.Requested(claim)
            && IsOfItsKind(volume, claim)
            && selector.Matches(entry.Labels);
    }

    private static bool IsBetter(ReplicaEntry entry, ReplicaEntry? best, PersistentVolumeClaim claim)
    {
        if (best is null)
        {
            return true;
        }

        var order = StorageFacts.Capacity(entry.As<PersistentVolume>()).CompareTo(StorageFacts.Capacity(best.As<PersistentVolume>()));
        return order < 0 || (order == 0 && Preference(entry, claim) < Preference(best, claim));
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
