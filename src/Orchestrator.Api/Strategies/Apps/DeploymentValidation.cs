using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Apps;

/// <summary>Checks deployments.</summary>
internal static class DeploymentValidation
{
    private static readonly string[] Strategies = ["Recreate", "RollingUpdate"];

    public static void Spec(DeploymentSpec spec, FieldErrors errors, FieldPath path)
    {
        MemberRules.NonNegative(spec.Replicas, errors, path, "replicas");
        ReplicaRules.SelectorAndTemplate(spec.Selector, spec.Template, "deployment", errors, path);
        Strategy(spec.Strategy, errors, path.Child("strategy"));
        MemberRules.NonNegative(spec.MinReadySeconds, errors, path, "minReadySeconds");
        MemberRules.NonNegative(spec.RevisionHistoryLimit, errors, path, "revisionHistoryLimit");
        MemberRules.NonNegative(spec.ProgressDeadlineSeconds, errors, path, "progressDeadlineSeconds");
        if (spec.ProgressDeadlineSeconds is { } deadline && deadline <= (spec.MinReadySeconds ?? 0))
        {
            errors.Invalid(path.Child("progressDeadlineSeconds"), deadline, "must be greater than minReadySeconds");
        }
    }

    private static void Strategy(Models.Apps.V1.DeploymentStrategy strategy, FieldErrors errors, FieldPath path)
    {
        switch (strategy.Type)
        {
            case "Recreate" when strategy.RollingUpdate is not null:
                errors.Forbidden(path.Child("rollingUpdate"), "may not be specified when strategy `type` is 'Recreate'");
                break;
            case "Recreate":
                break;
            case "RollingUpdate" when strategy.RollingUpdate is null:
                errors.Required(path.Child("rollingUpdate"), "this should be defaulted and never be nil");
                break;
            case "RollingUpdate":
                RollingUpdate(strategy.RollingUpdate, errors, path.Child("rollingUpdate"));
                break;
            default:
                errors.NotSupported(path.Child("type"), strategy.Type ?? "", Strategies);
                break;
        }
    }

    private static void RollingUpdate(RollingUpdateDeployment rolling, FieldErrors errors, FieldPath path)
    {
        var unavailable = rolling.MaxUnavailable ?? 0;
        var surge = rolling.MaxSurge ?? 0;
        AmountRules.NumberOrPercentage(unavailable, errors, path.Child("maxUnavailable"));
        AmountRules.NumberOrPercentage(surge, errors, path.Child("maxSurge"));
        if (AmountRules.IsZero(unavailable) && AmountRules.IsZero(surge))
        {
            errors.Invalid(path.Child("maxUnavailable"), unavailable, "may not be 0 when `maxSurge` is 0");
        }

        AmountRules.NotMoreThanAll(unavailable, errors, path.Child("maxUnavailable"));
    }
}
