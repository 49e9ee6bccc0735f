using Orchestrator.Api.Agents;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Grains.Controllers.Volumes.Binding;
using Orchestrator.Grains.Controllers.Volumes.Facts;

namespace Orchestrator.Grains.Controllers.Volumes.Provisioning;

/// <summary>Volumes that are directories of a node.</summary>
internal static class LocalVolume
{
    private const string HostnameLabel = "kubernetes.io/hostname";

    /// <summary>The name of the volume that is made for a claim.</summary>
    public static string NameFor(PersistentVolumeClaim claim) => "pvc-" + claim.Metadata.Uid;

    /// <summary>Whether the volume is one of these.</summary>
    public static bool Is(PersistentVolume volume) => StorageFacts.Annotation(volume.Metadata, VolumeAnnotations.ProvisionedBy) == LocalVolumes.Provisioner;

    /// <summary>Why no volume can be made for a claim on a node; null when it can.</summary>
    public static string? Refusal(PersistentVolumeClaim claim, string nodeName, Node? node) =>
        claim.Spec.Selector is not null ? "claim.Spec.Selector is not supported"
        : claim.Spec.DataSource is not null || claim.Spec.DataSourceRef is not null ? "data sources are not supported"
        : claim.Spec.VolumeMode == "Block" ? "block volumes are not supported"
        : claim.Spec.AccessModes?.Find(mode => mode is not ("ReadWriteOnce" or "ReadWriteOncePod")) is { } mode
            ? $"only support ReadWriteOnce and ReadWriteOncePod access modes, not {mode}"
        : nodeName.Length == 0 ? "configuration error, no node was specified"
        : node is null ? $"node \"{nodeName}\" not found"
        : DirectoryOf(node) is null ? $"node \"{nodeName}\" has no directory for volumes (annotation {LocalVolumes.DirectoryAnnotation})"
        : null;

    /// <summary>The volume for a claim on a node that has been checked.</summary>
    public static PersistentVolume Make(PersistentVolumeClaim claim, StorageClass storageClass, Node node)
    {
        var name = NameFor(claim);
        var policy = storageClass.ReclaimPolicy ?? "Delete";
        return new PersistentVolume
        {
            Metadata = new ObjectMeta
            {
                Name = name,
                Annotations = new() { [VolumeAnnotations.ProvisionedBy] = LocalVolumes.Provisioner, [LocalVolumes.NodeAnnotation] = node.Metadata.Name! },
                Finalizers = policy == "Delete" ? [LocalVolumes.Finalizer] : null,
            },
            Spec = new PersistentVolumeSpec
            {
                Capacity = new() { [StorageFacts.Storage] = StorageFacts.Requested(claim) },
                AccessModes = claim.Spec.AccessModes,
                ClaimRef = BindingWriter.ReferenceTo(claim),
                PersistentVolumeReclaimPolicy = policy,
                StorageClassName = storageClass.Metadata.Name,
                VolumeMode = "Filesystem",
                VolumeAttributesClassName = claim.Spec.VolumeAttributesClassName,
                Local = new LocalVolumeSource { Path = DirectoryOf(node) + "/" + name },
                NodeAffinity = new VolumeNodeAffinity { Required = new NodeSelector { NodeSelectorTerms = [OnlyOn(node)] } },
            },
        };
    }

    private static string? DirectoryOf(Node node) =>
        StorageFacts.Annotation(node.Metadata, LocalVolumes.DirectoryAnnotation) is ['/', _, ..] directory ? directory.TrimEnd('/') : null;

    private static NodeSelectorTerm OnlyOn(Node node) => new()
    {
        MatchExpressions =
        [
            new NodeSelectorRequirement { Key = HostnameLabel, Operator = "In", Values = [node.Metadata.Labels?.GetValueOrDefault(HostnameLabel) ?? node.Metadata.Name!] },
        ],
    };
}
