using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Strategies.Core.Pods.Subresources;

/// <summary>Checks a resize: CPU and memory of containers change, nothing is taken away, and the pod stays of its class.</summary>
internal static class ResizeRules
{
    private static readonly FieldPath SpecPath = FieldPath.Of("spec");

    /// <summary>Checks the changed pod.</summary>
    public static void Validate(Pod pod, Pod old, FieldErrors errors)
    {
        Containers(pod.Spec, pod.Spec.Containers, old.Spec.Containers, SpecPath.Child("containers"), errors);
        Containers(pod.Spec, pod.Spec.InitContainers, old.Spec.InitContainers, SpecPath.Child("initContainers"), errors);
        var (now, before) = (PodQos.Of(pod.Spec), PodQos.Of(old.Spec));
        if (now != before)
        {
            errors.Invalid(SpecPath, now, "Pod QOS Class may not change as a result of resizing");
        }
    }

    private static void Containers(PodSpec spec, List<Container>? now, List<Container>? before, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < (now?.Count ?? 0); i++)
        {
            var (resources, old) = (now![i].Resources, before![i].Resources);
            if (SpecEquality.Same(resources, old))
            {
                continue;
            }

            var at = path.Index(i).Child("resources");
            ResourceRules.Validate(resources, spec, errors, at);
            Kept(resources.Limits, old.Limits, at.Child("limits"), "resource limits cannot be removed", errors);
            Kept(resources.Requests, old.Requests, at.Child("requests"), "resource requests cannot be removed", errors);
            if (OthersDiffer(resources.Limits, old.Limits) || OthersDiffer(resources.Requests, old.Requests) || !SpecEquality.Same(resources.Claims, old.Claims))
            {
                errors.Forbidden(SpecPath, "only cpu and memory resources are mutable\n" + ModelDifference.Describe(old, resources));
            }
        }
    }

    private static void Kept(Dictionary<string, Quantity>? now, Dictionary<string, Quantity>? before, FieldPath path, string message, FieldErrors errors)
    {
        foreach (var name in before?.Keys ?? Enumerable.Empty<string>())
        {
            if (IsResizable(name) && now?.ContainsKey(name) != true)
            {
                errors.Forbidden(path, message);
                return;
            }
        }
    }

    private static bool OthersDiffer(Dictionary<string, Quantity>? now, Dictionary<string, Quantity>? before) => Misses(now, before) || Misses(before, now);

    private static bool Misses(Dictionary<string, Quantity>? all, Dictionary<string, Quantity>? some)
    {
        foreach (var (name, amount) in all ?? [])
        {
            if (!IsResizable(name) && (some is null || !some.TryGetValue(name, out var other) || other != amount))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsResizable(string name) => name is "cpu" or "memory";
}
