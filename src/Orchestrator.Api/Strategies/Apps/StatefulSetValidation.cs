using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Strategies.Core.Volumes;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Apps;

/// <summary>Checks stateful sets.</summary>
internal static class StatefulSetValidation
{
    private const string Changeable =
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
        + "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

    private const string Replicas = "status.replicas";

    private static readonly string[] RetentionPolicies = ["Delete", "Retain"];
    private static readonly FieldPath Path = FieldPath.Of("spec");
    private static readonly FieldPath StatusPath = FieldPath.Of("status");

    public static void Create(StatefulSetSpec spec, FieldErrors errors)
    {
        Spec(spec, errors);
        WorkloadRules.Template(spec.Template, "StatefulSet", errors, Path);
        MemberRules.Name(spec.ServiceName, NameRules.Dns1123Label, errors, Path, "serviceName");
        for (var i = 0; i < (spec.VolumeClaimTemplates?.Count ?? 0); i++)
        {
            ClaimValidation.Spec(spec.VolumeClaimTemplates![i].Spec, errors, Path.Child("volumeClaimTemplates").Index(i).Child("spec"));
        }
    }

    /// <summary>A template that did not change is not checked again, so that a set from older times can be scaled down.</summary>
    public static void Update(StatefulSetSpec spec, StatefulSetSpec old, FieldErrors errors)
    {
        Spec(spec, errors);
        if (!SpecEquality.Same(spec.Template, old.Template))
        {
            WorkloadRules.Template(spec.Template, "StatefulSet", errors, Path);
        }

        var allowed = old.DeepCopy();
        allowed.Replicas = spec.Replicas;
        allowed.Template = spec.Template;
        allowed.UpdateStrategy = spec.UpdateStrategy;
        allowed.RevisionHistoryLimit = spec.RevisionHistoryLimit;
        allowed.MinReadySeconds = spec.MinReadySeconds;
        allowed.Ordinals = spec.Ordinals;
        allowed.PersistentVolumeClaimRetentionPolicy = spec.PersistentVolumeClaimRetentionPolicy;
        if (!SpecEquality.Same(spec, allowed))
        {
            errors.Forbidden(Path, Changeable);
        }
    }

    public static void Status(StatefulSetStatus status, StatefulSetStatus old, FieldErrors errors)
    {
        MemberRules.NonNegative(status.Replicas, errors, StatusPath, "replicas");
        MemberRules.NonNegative(status.ReadyReplicas, errors, StatusPath, "readyReplicas");
        MemberRules.NonNegative(status.CurrentReplicas, errors, StatusPath, "currentReplicas");
        MemberRules.NonNegative(status.UpdatedReplicas, errors, StatusPath, "updatedReplicas");
        MemberRules.NonNegative(status.AvailableReplicas, errors, StatusPath, "availableReplicas");
        MemberRules.NonNegative(status.ObservedGeneration, errors, StatusPath, "observedGeneration");
        MemberRules.NonNegative(status.CollisionCount, errors, StatusPath, "collisionCount");
        MemberRules.NotGreater(status.ReadyReplicas, status.Replicas, Replicas, errors, StatusPath, "readyReplicas");
        MemberRules.NotGreater(status.CurrentReplicas, status.Replicas, Replicas, errors, StatusPath, "currentReplicas");
        MemberRules.NotGreater(status.UpdatedReplicas, status.Replicas, Replicas, errors, StatusPath, "updatedReplicas");
        MemberRules.NotGreater(status.AvailableReplicas, status.Replicas, Replicas, errors, StatusPath, "availableReplicas");
        MemberRules.NotGreater(status.AvailableReplicas, status.ReadyReplicas, "status.readyReplicas", errors, StatusPath, "availableReplicas");
        MemberRules.NotDecremented(status.CollisionCount, old.CollisionCount, errors, StatusPath, "collisionCount");
    }

    private static void Spec(StatefulSetSpec spec, FieldErrors errors)
    {
        if (spec.PodManagementPolicy is not ("OrderedReady" or "Parallel"))
        {
            errors.Invalid(Path.Child("podManagementPolicy"), spec.PodManagementPolicy ?? "", "must be 'OrderedReady' or 'Parallel'");
        }

        UpdateStrategy(spec.UpdateStrategy, errors, Path.Child("updateStrategy"));
        var retention = Path.Child("persistentVolumeClaimRetentionPolicy");
        MemberRules.Supported(spec.PersistentVolumeClaimRetentionPolicy?.WhenDeleted, RetentionPolicies, errors, retention, "whenDeleted");
        MemberRules.Supported(spec.PersistentVolumeClaimRetentionPolicy?.WhenScaled, RetentionPolicies, errors, retention, "whenScaled");
        MemberRules.NonNegative(spec.Replicas, errors, Path, "replicas");
        MemberRules.NonNegative(spec.MinReadySeconds, errors, Path, "minReadySeconds");
        MemberRules.NonNegative(spec.Ordinals?.Start, errors, Path.Child("ordinals"), "start");
        MemberRules.NonNegative(spec.RevisionHistoryLimit, errors, Path, "revisionHistoryLimit");
        if (WorkloadRules.Selector(spec.Selector, "statefulset", errors, Path))
        {
            WorkloadRules.Matches(spec.Selector, spec.Template, errors, Path);
        }
    }

    private static void UpdateStrategy(StatefulSetUpdateStrategy strategy, FieldErrors errors, FieldPath path)
    {
        switch (strategy)
        {
            case { Type: "OnDelete", RollingUpdate: { } rolling }:
                errors.Invalid(path.Child("rollingUpdate"), rolling, "only allowed for updateStrategy 'RollingUpdate'");
                break;
            case { Type: "OnDelete" } or { Type: "RollingUpdate", RollingUpdate: null }:
                break;
            case { Type: "RollingUpdate", RollingUpdate: { } rolling }:
                RollingUpdate(rolling, errors, path.Child("rollingUpdate"));
                break;
            default:
                errors.Invalid(path, strategy, "must be 'RollingUpdate' or 'OnDelete'");
                break;
        }
    }

    private static void RollingUpdate(RollingUpdateStatefulSetStrategy rolling, FieldErrors errors, FieldPath path)
    {
        MemberRules.NonNegative(rolling.Partition, errors, path, "partition");
        if (rolling.MaxUnavailable is not { } unavailable)
        {
            return;
        }

        AmountRules.NumberOrPercentage(unavailable, errors, path.Child("maxUnavailable"));
        if (AmountRules.IsZero(unavailable))
        {
            errors.Invalid(path.Child("maxUnavailable"), unavailable, "cannot be 0");
        }

        AmountRules.NotMoreThanAll(unavailable, errors, path.Child("maxUnavailable"));
    }
}
