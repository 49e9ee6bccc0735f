using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Preemption;

namespace Orchestrator.Grains.Scheduling.Reading;

/// <summary>Reads what the scheduler needs to know of a pod. What pods have in common they share.</summary>
internal sealed class PodReader
{
    private readonly RequirementsReader _requirements = new();
    private readonly RelationsReader _relations = new();
    private readonly TraitsReader _traits = new();

    /// <summary>A pod without a node: with the object, for plugins that want to know more of it.</summary>
    public PodInfo ReadPending(ObjectKey key, Pod pod) => Read(key, pod) with { Object = pod };

    /// <summary>A pod.</summary>
    public PodInfo Read(ObjectKey key, Pod pod) =>
        new(key, pod.Metadata.Uid ?? "", _requirements.Read(pod), _traits.Read(key.Namespace, pod))
        {
            Priority = pod.Spec.Priority ?? 0,
            Relations = _relations.Read(key.Namespace, pod),
            NeverPreempts = pod.Spec.PreemptionPolicy == "Never",
            StartTime = pod.Status.StartTime,
            Preempted = pod.Metadata.DeletionTimestamp is not null && PodState.Condition(pod, "DisruptionTarget") is { Status: "True", Reason: VictimEviction.Reason },
        };
}
