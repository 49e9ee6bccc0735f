using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks new pods.</summary>
internal static class PodValidation
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Create(Pod pod, FieldErrors errors)
    {
        PodSpecValidation.Validate(pod.Spec, errors, Spec);
        if (pod.Spec.EphemeralContainers is { Count: > 0 })
        {
            errors.Forbidden(Spec.Child("ephemeralContainers"), "cannot be set on create");
        }

        if (pod.Spec.SchedulingGates is { Count: > 0 } && !string.IsNullOrEmpty(pod.Spec.NodeName))
        {
            errors.Forbidden(Spec.Child("nodeName"), "cannot be set until all schedulingGates have been cleared");
        }
    }
}
