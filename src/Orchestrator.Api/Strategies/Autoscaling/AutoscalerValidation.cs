using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Autoscaling.V2;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Autoscaling;

/// <summary>Checks autoscalers.</summary>
internal static class AutoscalerValidation
{
    private static readonly FieldPath Path = FieldPath.Of("spec");

    public static void Spec(HorizontalPodAutoscalerSpec spec, FieldErrors errors)
    {
        if (spec.MinReplicas < 1)
        {
            errors.Invalid(Path.Child("minReplicas"), spec.MinReplicas, "must be greater than or equal to 1");
        }

        if (spec.MaxReplicas < 1)
        {
            errors.Invalid(Path.Child("maxReplicas"), spec.MaxReplicas, "must be greater than 0");
        }

        if (spec.MaxReplicas < spec.MinReplicas)
        {
            errors.Invalid(Path.Child("maxReplicas"), spec.MaxReplicas, "must be greater than or equal to `minReplicas`");
        }

        Reference(spec.ScaleTargetRef, errors, Path.Child("scaleTargetRef"));
        for (var i = 0; i < (spec.Metrics?.Count ?? 0); i++)
        {
            MetricRules.Validate(spec.Metrics![i], errors, Path.Child("metrics").Index(i));
        }

        BehaviorRules.Validate(spec.Behavior?.ScaleUp, errors, Path.Child("behavior", "scaleUp"));
        BehaviorRules.Validate(spec.Behavior?.ScaleDown, errors, Path.Child("behavior", "scaleDown"));
    }

    public static void Status(HorizontalPodAutoscalerStatus status, FieldErrors errors)
    {
        MemberRules.NonNegative(status.CurrentReplicas, errors, FieldPath.Of("status"), "currentReplicas");
        MemberRules.NonNegative(status.DesiredReplicas, errors, FieldPath.Of("status"), "desiredReplicas");
    }

    /// <summary>What an autoscaler scales or measures: kind and name stand in paths.</summary>
    public static void Reference(CrossVersionObjectReference reference, FieldErrors errors, FieldPath path)
    {
        FieldRules.RequiredSegment(reference.Kind, errors, path.Child("kind"));
        FieldRules.RequiredSegment(reference.Name, errors, path.Child("name"));
    }
}
