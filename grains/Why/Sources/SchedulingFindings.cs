using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Why.Sources;

/// <summary>Why a pod has no node.</summary>
internal sealed class SchedulingFindings : IFindingSource
{
    private const string Source = "scheduler";

    /// <inheritdoc/>
    public ValueTask FindAsync(WhySubject subject, List<Finding> into, CancellationToken cancellationToken)
    {
        if (subject.Kind is not { Group: "", Resource: "pods" }
            || subject.Entry.DeletionTimestamp is not null
            || !Readable.TryAs<Pod>(subject.Entry, out var pod)
            || pod.Spec.NodeName is { Length: > 0 }
            || PodState.IsFinished(pod))
        {
            return ValueTask.CompletedTask;
        }

        if (pod.Spec.SchedulingGates is { Count: > 0 } gates)
        {
            var names = string.Join(", ", gates.Select(gate => gate.Name));
            into.Add(new Finding(Source, "SchedulingGated", $"it is not to be scheduled while it has the gates {names}") { Remedy = Remedies.For("SchedulingGated", "") });
        }
        else if (PodState.Condition(pod, "PodScheduled") is { Status: "False" } condition)
        {
            into.Add(new Finding(Source, condition.Reason ?? "Unschedulable", condition.Message ?? "no node takes it")
            {
                Remedy = Remedies.For(condition.Reason ?? "Unschedulable", condition.Message ?? ""),
                Since = condition.LastTransitionTime,
            });
        }
        else
        {
            into.Add(new Finding(Source, "Pending", $"the scheduler {pod.Spec.SchedulerName ?? "default-scheduler"} has not decided about it yet")
            {
                Remedy = pod.Spec.SchedulerName is null or "default-scheduler" ? "" : $"a scheduler of the name {pod.Spec.SchedulerName} has to run",
            });
        }

        return ValueTask.CompletedTask;
    }
}
