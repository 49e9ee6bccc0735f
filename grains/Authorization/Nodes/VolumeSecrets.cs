using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Authorization.Nodes;

/// <summary>Whether a persistent volume is reached with a secret. Without a namespace the secret is in that of the claim.</summary>
internal static class VolumeSecrets
{
    /// <summary>Whether a node needs the secret to mount the volume.</summary>
    public static bool Uses(PersistentVolume volume, string namespaceName, string name)
    {
        var spec = volume.Spec;
        var claimNamespace = spec.ClaimRef?.Namespace ?? "";
        bool Is(SecretReference? reference) =>
            reference?.Name == name && (string.IsNullOrEmpty(reference.Namespace) ? claimNamespace : reference.Namespace) == namespaceName;
        return Is(spec.Csi?.NodeStageSecretRef) || Is(spec.Csi?.NodePublishSecretRef) || Is(spec.Csi?.NodeExpandSecretRef) || Is(spec.Csi?.ControllerPublishSecretRef)
            || Is(spec.Csi?.ControllerExpandSecretRef) || Is(spec.Cephfs?.SecretRef) || Is(spec.Cinder?.SecretRef) || Is(spec.FlexVolume?.SecretRef)
            || Is(spec.Rbd?.SecretRef) || Is(spec.ScaleIO?.SecretRef) || Is(spec.Iscsi?.SecretRef)
            || (spec.AzureFile is { } azure && azure.SecretName == name && (azure.SecretNamespace ?? claimNamespace) == namespaceName)
            || (spec.Storageos?.SecretRef is { } storage && storage.Name == name && (storage.Namespace ?? claimNamespace) == namespaceName);
    }
}
