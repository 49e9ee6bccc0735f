using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks new pods.</summary>
internal static class PodValidation
{
    private const string Mirror = "kubernetes.io/config.mirror";
    private const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";

    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Create(Pod pod, FieldErrors errors)
    {
        Annotations(pod, errors);
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

    private static void Annotations(Pod pod, FieldErrors errors)
    {
        if (pod.Metadata.Annotations is not { Count: > 0 } annotations)
        {
            return;
        }

        if (annotations.TryGetValue(Mirror, out var mirror) && string.IsNullOrEmpty(pod.Spec.NodeName))
        {
            errors.Invalid(FieldPath.Of("metadata", "annotations").Key(Mirror), mirror, "must set spec.nodeName if mirror pod annotation is set");
        }

        if (annotations.TryGetValue(DeletionCost, out var cost)
            && (!int.TryParse(cost, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out _) || cost.StartsWith('+')))
        {
            errors.Invalid(FieldPath.Of("metadata", "annotations").Key(DeletionCost), cost, "must be a 32bit integer");
        }
    }
}
