using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Grains.Controllers.ReplicaSets;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.ReplicationControllers;

/// <summary>Replication controllers: what replica sets were before they had set-based selectors.</summary>
internal sealed class ReplicationControllerController(ControllerServices services)
    : ReplicaController<ReplicationController>("replication-controller", "ReplicationController", KnownResources.ReplicationControllers, services)
{
    private static readonly PodTemplateSpec NoTemplate = new();

    /// <inheritdoc/>
    protected override ReplicaOwner OwnerOf(ReplicaEntry entry)
    {
        var controller = entry.As<ReplicationController>();
        var selector = controller.Spec.Selector is { Count: > 0 } labels ? LabelSelector.Of(labels) : LabelSelector.Nothing;
        return new ReplicaOwner(
            controller, controller.Spec.Replicas ?? 1, controller.Spec.MinReadySeconds ?? 0, selector, controller.Spec.Template ?? NoTemplate);
    }

    /// <inheritdoc/>
    protected override byte[]? StatusOf(ReplicationController value, ReplicaState state)
    {
        var status = new ReplicationControllerStatus
        {
            Replicas = state.Counts.Active,
            FullyLabeledReplicas = state.FullyLabeled,
            ReadyReplicas = state.Counts.Ready,
            AvailableReplicas = state.Counts.Available,
            ObservedGeneration = value.Metadata.Generation,
            Conditions = state.Conditions(value.Status.Conditions, condition => condition.Type, failure => new ReplicationControllerCondition
            {
                Type = ReplicaState.ReplicaFailure,
                Status = "True",
                LastTransitionTime = Timestamp.Seconds(state.Now),
                Reason = failure.Reason,
                Message = failure.Message,
            }),
        };
        return StatusPatch.Of(value.Metadata.Uid!, value.Status, status);
    }
}
