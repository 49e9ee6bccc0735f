using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Objects.Admission.PodReferences;

/// <summary>The secrets that a pod refers to, and whether it mirrors a static pod.</summary>
internal static class PodSecrets
{
    /// <summary>The annotation of a pod that its node's agent runs whatever the API says.</summary>
    public const string MirrorAnnotation = "kubernetes.io/config.mirror";

    /// <summary>Whether the pod mirrors a static one.</summary>
    public static bool IsMirror(Pod pod) => pod.Metadata.Annotations?.ContainsKey(MirrorAnnotation) == true;

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names(PodSpec spec) =>
        (spec.ImagePullSecrets ?? []).Select(reference => reference.Name ?? "")
            .Concat(Environments(spec).SelectMany(InEnvironment))
            .Concat((spec.Volumes ?? []).SelectMany(InVolume))
            .Where(name => name.Length > 0);

    private static IEnumerable<(List<EnvVar>? Env, List<EnvFromSource>? From)> Environments(PodSpec spec) =>
        (spec.InitContainers ?? []).Concat(spec.Containers).Select(c => (c.Env, c.EnvFrom))
            .Concat((spec.EphemeralContainers ?? []).Select(c => (c.Env, c.EnvFrom)));

    private static IEnumerable<string> InEnvironment((List<EnvVar>? Env, List<EnvFromSource>? From) environment) =>
        (environment.From ?? []).Select(source => source.SecretRef?.Name ?? "")
            .Concat((environment.Env ?? []).Select(variable => variable.ValueFrom?.SecretKeyRef?.Name ?? ""));

    private static IEnumerable<string> InVolume(Volume volume)
    {
        yield return volume.Secret?.SecretName ?? "";
        yield return volume.AzureFile?.SecretName ?? "";
        yield return volume.Cephfs?.SecretRef?.Name ?? "";
        yield return volume.Cinder?.SecretRef?.Name ?? "";
        yield return volume.FlexVolume?.SecretRef?.Name ?? "";
        yield return volume.Rbd?.SecretRef?.Name ?? "";
        yield return volume.ScaleIO?.SecretRef?.Name ?? "";
        yield return volume.Iscsi?.SecretRef?.Name ?? "";
        yield return volume.Storageos?.SecretRef?.Name ?? "";
        yield return volume.Csi?.NodePublishSecretRef?.Name ?? "";
        foreach (var source in volume.Projected?.Sources ?? [])
        {
            yield return source.Secret?.Name ?? "";
        }
    }
}
