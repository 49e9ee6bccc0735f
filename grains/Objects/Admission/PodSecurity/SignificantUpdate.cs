using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity;

/// <summary>Tells updates of a pod that can change what the standards look at: images, containers, and the older annotations.</summary>
internal static class SignificantUpdate
{
    private static readonly string[] Annotations = ["seccomp.security.alpha.kubernetes.io/", "container.seccomp.security.alpha.kubernetes.io/", "container.apparmor.security.beta.kubernetes.io/"];

    /// <summary>Whether the update is one.</summary>
    public static bool Is(Pod pod, Pod old) =>
        Images(pod.Spec.Containers, old.Spec.Containers)
        || Images(pod.Spec.InitContainers ?? [], old.Spec.InitContainers ?? [])
        || Ephemeral(pod.Spec.EphemeralContainers ?? [], old.Spec.EphemeralContainers ?? [])
        || Annotated(pod.Metadata.Annotations, old.Metadata.Annotations)
        || Annotated(old.Metadata.Annotations, pod.Metadata.Annotations);

    private static bool Images(List<Container> containers, List<Container> old)
    {
        if (containers.Count != old.Count)
        {
            return true;
        }

        for (var i = 0; i < containers.Count; i++)
        {
            if (containers[i].Image != old[i].Image)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Ephemeral(List<EphemeralContainer> containers, List<EphemeralContainer> old)
    {
        foreach (var container in containers)
        {
            if (old.Find(other => other.Name == container.Name)?.Image != container.Image)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Annotated(Dictionary<string, string>? annotations, Dictionary<string, string>? others)
    {
        foreach (var (key, value) in annotations ?? [])
        {
            if (others?.GetValueOrDefault(key) != value && Array.Exists(Annotations, prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
