using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Autoscaling.V2;

namespace Orchestrator.Api.Strategies.Autoscaling;

/// <summary>Checks what a metric should be.</summary>
internal static class MetricTargetRules
{
    public static void Validate(MetricTarget target, FieldErrors errors, FieldPath path)
    {
        if (target.Type.Length == 0)
        {
            errors.Required(path.Child("type"), "must specify a metric target type");
        }
        else if (target.Type is not ("Utilization" or "Value" or "AverageValue"))
        {
            errors.Invalid(path.Child("type"), target.Type, "must be either Utilization, Value, or AverageValue");
        }

        if (target.Value is { Sign: <= 0 } value)
        {
            errors.Invalid(path.Child("value"), value, "must be positive");
        }

        if (target.AverageValue is { Sign: <= 0 } average)
        {
            errors.Invalid(path.Child("averageValue"), average, "must be positive");
        }

        if (target.AverageUtilization < 1)
        {
            errors.Invalid(path.Child("averageUtilization"), target.AverageUtilization, "must be greater than 0");
        }
    }
}
