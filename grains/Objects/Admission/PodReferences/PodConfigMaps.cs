using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Objects.Admission.PodReferences;

/// <summary>The config maps that a pod refers to.</summary>
internal static class PodConfigMaps
{
    /// <summary>Whether there is one.</summary>
    public static bool Any(PodSpec spec) =>
        (spec.InitContainers ?? []).Concat(spec.Containers).Any(c => Any(c.Env, c.EnvFrom))
        || (spec.EphemeralContainers ?? []).Exists(c => Any(c.Env, c.EnvFrom))
        || (spec.Volumes ?? []).Exists(volume =>
            volume.ConfigMap is not null || volume.Projected?.Sources.Exists(source => source.ConfigMap is not null) == true);

    private static bool Any(List<EnvVar>? env, List<EnvFromSource>? from) =>
        (env ?? []).Exists(variable => variable.ValueFrom?.ConfigMapKeyRef is not null) || (from ?? []).Exists(source => source.ConfigMapRef is not null);
}
