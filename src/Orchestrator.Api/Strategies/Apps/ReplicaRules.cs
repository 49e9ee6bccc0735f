using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Apps;

/// <summary>Counts of replicas, as deployments and replica sets have them in spec and status.</summary>
internal static class ReplicaRules
{
    private const string Replicas = "status.replicas";

    private static readonly FieldPath Status = FieldPath.Of("status");

    /// <summary>Selector and template of a deployment or replica set.</summary>
    public static void SelectorAndTemplate(LabelSelector? selector, PodTemplateSpec template, string kind, FieldErrors errors, FieldPath spec)
    {
        if (!WorkloadRules.Selector(selector, kind, errors, spec))
        {
            errors.Invalid(spec.Child("selector"), selector, "invalid label selector");
            return;
        }

        WorkloadRules.Matches(selector, template, errors, spec);
        WorkloadRules.Template(template, "ReplicaSet", errors, spec);
    }

    /// <summary>The status of a replica set.</summary>
    public static void Check(ReplicaSetStatus status, FieldErrors errors)
    {
        Counts(status.Replicas, status.FullyLabeledReplicas, status.ReadyReplicas, status.AvailableReplicas, status.TerminatingReplicas, status.ObservedGeneration, errors);
    }

    /// <summary>The status of a replication controller.</summary>
    public static void Check(ReplicationControllerStatus status, FieldErrors errors) =>
        Counts(status.Replicas, status.FullyLabeledReplicas, status.ReadyReplicas, status.AvailableReplicas, null, status.ObservedGeneration, errors);

    /// <summary>The status of a deployment.</summary>
    public static void Check(DeploymentStatus status, FieldErrors errors)
    {
        MemberRules.NonNegative(status.ObservedGeneration, errors, Status, "observedGeneration");
        MemberRules.NonNegative(status.Replicas, errors, Status, "replicas");
        MemberRules.NonNegative(status.UpdatedReplicas, errors, Status, "updatedReplicas");
        MemberRules.NonNegative(status.ReadyReplicas, errors, Status, "readyReplicas");
        MemberRules.NonNegative(status.AvailableReplicas, errors, Status, "availableReplicas");
        MemberRules.NonNegative(status.UnavailableReplicas, errors, Status, "unavailableReplicas");
        MemberRules.NonNegative(status.TerminatingReplicas, errors, Status, "terminatingReplicas");
        MemberRules.NonNegative(status.CollisionCount, errors, Status, "collisionCount");
        MemberRules.NotGreater(status.UpdatedReplicas, status.Replicas, Replicas, errors, Status, "updatedReplicas");
        MemberRules.NotGreater(status.ReadyReplicas, status.Replicas, Replicas, errors, Status, "readyReplicas");
        MemberRules.NotGreater(status.AvailableReplicas, status.Replicas, Replicas, errors, Status, "availableReplicas");
        MemberRules.NotGreater(status.AvailableReplicas, status.ReadyReplicas, "readyReplicas", errors, Status, "availableReplicas");
    }

    private static void Counts(int replicas, int? labeled, int? ready, int? available, int? terminating, long? generation, FieldErrors errors)
    {
        MemberRules.NonNegative(replicas, errors, Status, "replicas");
        MemberRules.NonNegative(labeled, errors, Status, "fullyLabeledReplicas");
        MemberRules.NonNegative(ready, errors, Status, "readyReplicas");
        MemberRules.NonNegative(available, errors, Status, "availableReplicas");
        MemberRules.NonNegative(terminating, errors, Status, "terminatingReplicas");
        MemberRules.NonNegative(generation, errors, Status, "observedGeneration");
        MemberRules.NotGreater(labeled, replicas, Replicas, errors, Status, "fullyLabeledReplicas");
        MemberRules.NotGreater(ready, replicas, Replicas, errors, Status, "readyReplicas");
        MemberRules.NotGreater(available, replicas, Replicas, errors, Status, "availableReplicas");
        MemberRules.NotGreater(available, ready, "readyReplicas", errors, Status, "availableReplicas");
    }
}
