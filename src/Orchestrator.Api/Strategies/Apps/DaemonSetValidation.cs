using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Apps;

/// <summary>Checks daemon sets.</summary>
internal static class DaemonSetValidation
{
    private static readonly string[] Strategies = ["RollingUpdate", "OnDelete"];
    private static readonly FieldPath StatusPath = FieldPath.Of("status");

    public static void Spec(DaemonSetSpec spec, FieldErrors errors, FieldPath path)
    {
        var before = errors.Count;
        LabelSelectorRules.Validate(spec.Selector, errors, path.Child("selector"));
        if (errors.Count == before)
        {
            WorkloadRules.Matches(spec.Selector, spec.Template, errors, path);
        }

        if (spec.Selector is { } selector && WorkloadRules.IsEmpty(selector))
        {
            errors.Invalid(path.Child("selector"), selector, "empty selector is invalid for daemonset");
        }

        WorkloadRules.Template(spec.Template, "DaemonSet", errors, path);
        MemberRules.NonNegative(spec.MinReadySeconds, errors, path, "minReadySeconds");
        UpdateStrategy(spec.UpdateStrategy, errors, path.Child("updateStrategy"));
        MemberRules.NonNegative(spec.RevisionHistoryLimit, errors, path, "revisionHistoryLimit");
    }

    public static void Status(DaemonSetStatus status, DaemonSetStatus old, FieldErrors errors)
    {
        MemberRules.NonNegative(status.CurrentNumberScheduled, errors, StatusPath, "currentNumberScheduled");
        MemberRules.NonNegative(status.NumberMisscheduled, errors, StatusPath, "numberMisscheduled");
        MemberRules.NonNegative(status.DesiredNumberScheduled, errors, StatusPath, "desiredNumberScheduled");
        MemberRules.NonNegative(status.NumberReady, errors, StatusPath, "numberReady");
        MemberRules.NonNegative(status.ObservedGeneration, errors, StatusPath, "observedGeneration");
        MemberRules.NonNegative(status.UpdatedNumberScheduled, errors, StatusPath, "updatedNumberScheduled");
        MemberRules.NonNegative(status.NumberAvailable, errors, StatusPath, "numberAvailable");
        MemberRules.NonNegative(status.NumberUnavailable, errors, StatusPath, "numberUnavailable");
        MemberRules.NonNegative(status.CollisionCount, errors, StatusPath, "collisionCount");
        MemberRules.NotDecremented(status.CollisionCount, old.CollisionCount, errors, StatusPath, "collisionCount");
    }

    private static void UpdateStrategy(DaemonSetUpdateStrategy strategy, FieldErrors errors, FieldPath path)
    {
        switch (strategy.Type)
        {
            case "OnDelete":
                break;
            case "RollingUpdate" when strategy.RollingUpdate is null:
                errors.Required(path.Child("rollingUpdate"));
                break;
            case "RollingUpdate":
                RollingUpdate(strategy.RollingUpdate, errors, path.Child("rollingUpdate"));
                break;
            default:
                errors.NotSupported(path, strategy, Strategies);
                break;
        }
    }

    // Either the old pod of a node goes before the new one comes, or after.
    private static void RollingUpdate(RollingUpdateDaemonSet rolling, FieldErrors errors, FieldPath path)
    {
        var unavailable = rolling.MaxUnavailable ?? 0;
        var surge = rolling.MaxSurge ?? 0;
        AmountRules.NumberOrPercentage(unavailable, errors, path.Child("maxUnavailable"));
        AmountRules.NumberOrPercentage(surge, errors, path.Child("maxSurge"));
        switch (AmountRules.IsZero(unavailable), AmountRules.IsZero(surge))
        {
            case (true, true):
                errors.Required(path.Child("maxUnavailable"), "cannot be 0 when maxSurge is 0");
                break;
            case (false, false):
                errors.Invalid(path.Child("maxSurge"), surge, "may not be set when maxUnavailable is non-zero");
                break;
        }

        AmountRules.NotMoreThanAll(unavailable, errors, path.Child("maxUnavailable"));
        AmountRules.NotMoreThanAll(surge, errors, path.Child("maxSurge"));
    }
}
