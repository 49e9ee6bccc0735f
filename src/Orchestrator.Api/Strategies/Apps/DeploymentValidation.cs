using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Validation;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Strategies.Apps;

/// <summary>Checks deployments.</summary>
internal static class DeploymentValidation
{
    private static readonly string[] Strategies = ["Recreate", "RollingUpdate"];

    public static void Spec(DeploymentSpec spec, FieldErrors errors, FieldPath path)
    {
        NonNegative(spec.Replicas, errors, path.Child("replicas"));
        WorkloadRules.SelectorAndTemplate(spec.Selector, spec.Template, "deployment", errors, path);
        Strategy(spec.Strategy, errors, path.Child("strategy"));
        NonNegative(spec.MinReadySeconds, errors, path.Child("minReadySeconds"));
        NonNegative(spec.RevisionHistoryLimit, errors, path.Child("revisionHistoryLimit"));
        NonNegative(spec.ProgressDeadlineSeconds, errors, path.Child("progressDeadlineSeconds"));
        if (spec.ProgressDeadlineSeconds is { } deadline && deadline <= (spec.MinReadySeconds ?? 0))
        {
            errors.Invalid(path.Child("progressDeadlineSeconds"), deadline, "must be greater than minReadySeconds");
        }
    }

    public static void Status(DeploymentStatus status, FieldErrors errors, FieldPath path)
    {
        NonNegative(status.Replicas, errors, path.Child("replicas"));
        NonNegative(status.UpdatedReplicas, errors, path.Child("updatedReplicas"));
        NonNegative(status.ReadyReplicas, errors, path.Child("readyReplicas"));
        NonNegative(status.AvailableReplicas, errors, path.Child("availableReplicas"));
        NonNegative(status.UnavailableReplicas, errors, path.Child("unavailableReplicas"));
        NotGreater(status.UpdatedReplicas, status.Replicas, "status.replicas", errors, path.Child("updatedReplicas"));
        NotGreater(status.ReadyReplicas, status.Replicas, "status.replicas", errors, path.Child("readyReplicas"));
        NotGreater(status.AvailableReplicas, status.Replicas, "status.replicas", errors, path.Child("availableReplicas"));
        NotGreater(status.AvailableReplicas, status.ReadyReplicas, "readyReplicas", errors, path.Child("availableReplicas"));
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
        WorkloadRules.NumberOrPercentage(unavailable, errors, path.Child("maxUnavailable"));
        WorkloadRules.NumberOrPercentage(surge, errors, path.Child("maxSurge"));
        if (Zero(unavailable) && Zero(surge))
        {
            errors.Invalid(path.Child("maxUnavailable"), unavailable, "may not be 0 when `maxSurge` is 0");
        }

        if (unavailable.IsString && ValueRules.Percentage(unavailable.StringValue).Count == 0 && unavailable.Scaled(100, roundUp: false) > 100)
        {
            errors.Invalid(path.Child("maxUnavailable"), unavailable, "must not be greater than 100%");
        }
    }

    private static bool Zero(IntOrString value) => value.IsString ? value.StringValue == "0%" : value.IntValue == 0;

    private static void NonNegative(int? value, FieldErrors errors, FieldPath path)
    {
        if (value < 0)
        {
            errors.Invalid(path, value, "must be greater than or equal to 0");
        }
    }

    private static void NotGreater(int? value, int? limit, string name, FieldErrors errors, FieldPath path)
    {
        if ((value ?? 0) > (limit ?? 0))
        {
            errors.Invalid(path, value, $"cannot be greater than {name}");
        }
    }
}
