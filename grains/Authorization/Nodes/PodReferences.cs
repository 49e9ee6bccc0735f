using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Authorization.Nodes;

/// <summary>
/// Whether a pod refers to an object of its namespace, so that its node must be able to read it. A mirror pod refers to nothing: its node made it, and could
/// otherwise give itself whatever it wants.
/// </summary>
internal static class PodReferences
{
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";

    /// <summary>Whether the node made the pod.</summary>
    public static bool IsMirror(Pod pod) => pod.Metadata.Annotations?.ContainsKey(MirrorAnnotation) == true;

    /// <summary>Whether a pod uses a secret.</summary>
    public static bool UsesSecret(Pod pod, string name) =>
        pod.Spec.ImagePullSecrets?.Exists(secret => secret.Name == name) == true
        || AnyEnvironment(
            pod,
            from => from.SecretRef?.Name == name,
            variable => variable.ValueFrom?.SecretKeyRef?.Name == name)
        || pod.Spec.Volumes?.Exists(volume => UsesSecret(volume, name)) == true;

    /// <summary>Whether a pod uses a config map.</summary>
    public static bool UsesConfigMap(Pod pod, string name) =>
        AnyEnvironment(
            pod,
            from => from.ConfigMapRef?.Name == name,
            variable => variable.ValueFrom?.ConfigMapKeyRef?.Name == name)
        || pod.Spec.Volumes?.Exists(volume =>
            volume.ConfigMap?.Name == name || volume.Projected?.Sources?.Exists(source => source.ConfigMap?.Name == name) == true) == true;

    /// <summary>Whether a pod uses a volume claim, also one that was made for it alone.</summary>
    public static bool UsesClaim(Pod pod, string name) => pod.Spec.Volumes?.Exists(volume =>
        volume.PersistentVolumeClaim?.ClaimName == name || (volume.Ephemeral is not null && name == $"{pod.Metadata.Name}-{volume.Name}")) == true;

    /// <summary>Whether a pod uses a resource claim.</summary>
    public static bool UsesResourceClaim(Pod pod, string name) =>
        pod.Spec.ResourceClaims?.Exists(claim => claim.ResourceClaimName == name) == true
        || pod.Status.ResourceClaimStatuses?.Exists(claim => claim.ResourceClaimName == name) == true
        || pod.Status.ExtendedResourceClaimStatus?.ResourceClaimName == name;

    /// <summary>Whether a pod runs as a service account.</summary>
    public static bool RunsAs(Pod pod, string account) => (pod.Spec.ServiceAccountName is { Length: > 0 } own ? own : "default") == account;

    private static bool UsesSecret(Volume volume, string name) =>
        volume.Secret?.SecretName == name
        || volume.Projected?.Sources?.Exists(source => source.Secret?.Name == name) == true
        || volume.Csi?.NodePublishSecretRef?.Name == name
        || volume.AzureFile?.SecretName == name
        || volume.Cephfs?.SecretRef?.Name == name
        || volume.Cinder?.SecretRef?.Name == name
        || volume.FlexVolume?.SecretRef?.Name == name
        || volume.Rbd?.SecretRef?.Name == name
        || volume.ScaleIO?.SecretRef?.Name == name
        || volume.Iscsi?.SecretRef?.Name == name
        || volume.Storageos?.SecretRef?.Name == name;

    private static bool AnyEnvironment(Pod pod, Predicate<EnvFromSource> from, Predicate<EnvVar> variable)
    {
        bool Uses(List<EnvFromSource>? sources, List<EnvVar>? variables) => sources?.Exists(from) == true || variables?.Exists(variable) == true;
        return pod.Spec.Containers.Exists(container => Uses(container.EnvFrom, container.Env))
            || pod.Spec.InitContainers?.Exists(container => Uses(container.EnvFrom, container.Env)) == true
            || pod.Spec.EphemeralContainers?.Exists(container => Uses(container.EnvFrom, container.Env)) == true;
    }
}
