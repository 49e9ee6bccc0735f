using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods.Subresources;

/// <summary>Writes to <c>ephemeralcontainers</c> and <c>resize</c>: of all that the client sends, only what the subresource is about counts.</summary>
internal static class PodSubresources
{
    private const string EphemeralContainers = "ephemeralcontainers";
    private const string Resize = "resize";
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";

    /// <summary>Whether a subresource is one of these.</summary>
    public static bool Covers(string subresource) => subresource is EphemeralContainers or Resize;

    /// <summary>Keeps everything but what the subresource is about.</summary>
    public static void Prepare(Pod pod, Pod old, string subresource)
    {
        var spec = old.Spec.DeepCopy();
        if (subresource == EphemeralContainers)
        {
            spec.EphemeralContainers = pod.Spec.EphemeralContainers;
        }
        else
        {
            TakeResources(spec.Containers, pod.Spec.Containers);
            TakeResources(spec.InitContainers?.FindAll(container => container.RestartPolicy == "Always"), pod.Spec.InitContainers);
        }

        pod.Spec = spec;
        pod.Status = old.Status;
        pod.Metadata.Labels = old.Metadata.Labels;
        pod.Metadata.Annotations = old.Metadata.Annotations;
        pod.Metadata.OwnerReferences = old.Metadata.OwnerReferences;
        pod.Metadata.Finalizers = old.Metadata.Finalizers;
    }

    /// <summary>Checks what the subresource changed.</summary>
    public static void Validate(Pod pod, Pod old, string subresource, FieldErrors errors)
    {
        var (rules, whose) = subresource == EphemeralContainers
            ? ((Action<Pod, Pod, FieldErrors>)EphemeralContainerRules.Validate, "static pods do not support ephemeral containers")
            : (ResizeRules.Validate, "static pods cannot be resized");
        if (old.Metadata.Annotations?.ContainsKey(MirrorAnnotation) == true)
        {
            errors.Forbidden(FieldPath.Of(""), whose);
            return;
        }

        rules(pod, old, errors);
    }

    private static void TakeResources(List<Container>? to, List<Container>? from)
    {
        foreach (var container in to ?? [])
        {
            if (from?.Find(other => other.Name == container.Name) is { } asked)
            {
                container.Resources = asked.Resources;
                container.ResizePolicy = asked.ResizePolicy;
            }
        }
    }
}
