using Orchestrator.Agent.Pods;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Config;

/// <summary>The config maps and secrets that a pod refers to (pkg/api/v1/pod: VisitPodConfigmapNames, VisitPodSecretNames).</summary>
internal static class PodReferences
{
    public static IEnumerable<(Type Kind, string Name)> Of(Pod pod)
    {
        var found = new List<(Type, string)>();
        void Map(string? name) => Add(found, typeof(ConfigMap), name);
        void Secret(string? name) => Add(found, typeof(Secret), name);

        foreach (var container in pod.AllContainers())
        {
            foreach (var source in container.EnvFrom ?? [])
            {
                Map(source.ConfigMapRef?.Name);
                Secret(source.SecretRef?.Name);
            }

            foreach (var variable in container.Env ?? [])
            {
                Map(variable.ValueFrom?.ConfigMapKeyRef?.Name);
                Secret(variable.ValueFrom?.SecretKeyRef?.Name);
            }
        }

        foreach (var volume in pod.Spec.Volumes ?? [])
        {
            Map(volume.ConfigMap?.Name);
            Secret(volume.Secret?.SecretName);
            foreach (var source in volume.Projected?.Sources ?? [])
            {
                Map(source.ConfigMap?.Name);
                Secret(source.Secret?.Name);
            }
        }

        foreach (var secret in pod.Spec.ImagePullSecrets ?? [])
        {
            Secret(secret.Name);
        }

        return found;
    }

    private static void Add(List<(Type, string)> found, Type kind, string? name)
    {
        if (name is { Length: > 0 })
        {
            found.Add((kind, name));
        }
    }
}
