using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Autoscaling.V2;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Autoscaling;

/// <summary>Checks how fast an autoscaler may follow.</summary>
internal static class BehaviorRules
{
    private const int MaximumWindowSeconds = 3600;
    private const int MaximumPeriodSeconds = 1800;

    private static readonly string[] Selects = ["Disabled", "Max", "Min"];
    private static readonly string[] Types = ["Percent", "Pods"];

    public static void Validate(HPAScalingRules? rules, FieldErrors errors, FieldPath path)
    {
        if (rules is null)
        {
            return;
        }

        switch (rules.StabilizationWindowSeconds)
        {
            case < 0:
                errors.Invalid(path.Child("stabilizationWindowSeconds"), rules.StabilizationWindowSeconds, "must be greater than or equal to zero");
                break;
            case > MaximumWindowSeconds:
                errors.Invalid(path.Child("stabilizationWindowSeconds"), rules.StabilizationWindowSeconds, $"must be less than or equal to {MaximumWindowSeconds}");
                break;
        }

        MemberRules.Supported(rules.SelectPolicy, Selects, errors, path, "selectPolicy");
        if (rules.Policies is not { Count: > 0 })
        {
            errors.Required(path.Child("policies"), "must specify at least one Policy");
        }

        for (var i = 0; i < (rules.Policies?.Count ?? 0); i++)
        {
            Policy(rules.Policies![i], errors, path.Child("policies").Index(i));
        }

        if (rules.Tolerance is { Sign: < 0 } tolerance)
        {
            errors.Invalid(path.Child("tolerance"), tolerance, "must be greater than or equal to 0");
        }
    }

    private static void Policy(HPAScalingPolicy policy, FieldErrors errors, FieldPath path)
    {
        MemberRules.Supported(policy.Type, Types, errors, path, "type");
        if (policy.Value <= 0)
        {
            errors.Invalid(path.Child("value"), policy.Value, "must be greater than zero");
        }

        switch (policy.PeriodSeconds)
        {
            case <= 0:
                errors.Invalid(path.Child("periodSeconds"), policy.PeriodSeconds, "must be greater than zero");
                break;
            case > MaximumPeriodSeconds:
                errors.Invalid(path.Child("periodSeconds"), policy.PeriodSeconds, $"must be less than or equal to {MaximumPeriodSeconds}");
                break;
        }
    }
}
