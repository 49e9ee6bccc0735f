using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Grains.Controllers.Volumes.Facts;

/// <summary>The questions that controllers and the scheduler ask about claims, volumes and classes.</summary>
internal static class StorageFacts
{
    /// <summary>The resource that amounts of storage stand under.</summary>
    public const string Storage = "storage";

    /// <summary>The provisioner of classes whose volumes are made by hand.</summary>
    public const string NoProvisioner = "kubernetes.io/no-provisioner";

    /// <summary>The class that a claim asks for; empty for none.</summary>
    public static string ClassOf(PersistentVolumeClaim claim) => ClassOf(claim.Metadata, claim.Spec.StorageClassName);

    /// <summary>The class that a volume belongs to; empty for none.</summary>
    public static string ClassOf(PersistentVolume volume) => ClassOf(volume.Metadata, volume.Spec.StorageClassName);

    /// <summary>Whether a claim says anything about a class, be it that it wants none.</summary>
    public static bool NamesClass(PersistentVolumeClaim claim) =>
        claim.Spec.StorageClassName is not null || claim.Metadata.Annotations?.ContainsKey(VolumeAnnotations.OlderStorageClass) == true;

    /// <summary>How much a claim asks for.</summary>
    public static Quantity Requested(PersistentVolumeClaim claim) => claim.Spec.Resources.Requests?.GetValueOrDefault(Storage) ?? default;

    /// <summary>How large a volume is.</summary>
    public static Quantity Capacity(PersistentVolume volume) => volume.Spec.Capacity?.GetValueOrDefault(Storage) ?? default;

    /// <summary>Whether a volume is meant for a claim: it names it, and not another one of the same name.</summary>
    public static bool IsMeantFor(PersistentVolume volume, PersistentVolumeClaim claim) =>
        volume.Spec.ClaimRef is { } reference
        && reference.Name == claim.Metadata.Name
        && reference.Namespace == claim.Metadata.Namespace
        && (string.IsNullOrEmpty(reference.Uid) || reference.Uid == claim.Metadata.Uid);

    /// <summary>Whether both sides have found each other for good.</summary>
    public static bool IsBoundTo(PersistentVolume volume, PersistentVolumeClaim claim) =>
        volume.Spec.ClaimRef?.Uid == claim.Metadata.Uid && claim.Spec.VolumeName == volume.Metadata.Name;

    /// <summary>Whether a claim's binding has been completed.</summary>
    public static bool IsFullyBound(PersistentVolumeClaim claim) =>
        !string.IsNullOrEmpty(claim.Spec.VolumeName) && Has(claim.Metadata, VolumeAnnotations.BindCompleted);

    /// <summary>Whether volumes of a class wait for a claim's first pod.</summary>
    public static bool WaitsForConsumer(StorageClass? storageClass) => storageClass?.VolumeBindingMode == "WaitForFirstConsumer";

    /// <summary>Whether the scheduler has chosen a node for a claim's volume.</summary>
    public static bool HasSelectedNode(PersistentVolumeClaim claim) => Annotation(claim.Metadata, VolumeAnnotations.SelectedNode).Length > 0;

    /// <summary>Whether an annotation is there, whatever it says.</summary>
    public static bool Has(ObjectMeta metadata, string annotation) => metadata.Annotations?.ContainsKey(annotation) == true;

    /// <summary>What an annotation says; empty when it is not there.</summary>
    public static string Annotation(ObjectMeta metadata, string annotation) => metadata.Annotations?.GetValueOrDefault(annotation) ?? "";

    private static string ClassOf(ObjectMeta metadata, string? field) => metadata.Annotations?.GetValueOrDefault(VolumeAnnotations.OlderStorageClass) ?? field ?? "";
}
