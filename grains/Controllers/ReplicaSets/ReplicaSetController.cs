using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.ReplicaSets;

/// <summary>Replica sets.</summary>
internal sealed class ReplicaSetController(ControllerServices services)
    : ReplicaController<ReplicaSet>("replicaset-controller", "ReplicaSet", KnownResources.ReplicaSets, services)
{
    /// <inheritdoc/>
    protected override ReplicaOwner OwnerOf(ReplicaEntry entry)
    {
        var set = entry.As<ReplicaSet>();
        return new ReplicaOwner(set, set.Spec.Replicas ?? 1, set.Spec.MinReadySeconds ?? 0, SelectorOf.Labels(set.Spec.Selector), set.Spec.Template);
    }

    /// <inheritdoc/>
    protected override byte[]? StatusOf(ReplicaSet value, ReplicaState state)
    {
        var status = new ReplicaSetStatus
        {
            Replicas = state.Counts.Active,
            FullyLabeledReplicas = state.FullyLabeled,
            ReadyReplicas = state.Counts.Ready,
            AvailableReplicas = state.Counts.Available,
            TerminatingReplicas = state.Counts.Terminating,
            ObservedGeneration = value.Metadata.Generation,
            Conditions = state.Conditions(value.Status.Conditions, condition => condition.Type, failure => new ReplicaSetCondition
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
