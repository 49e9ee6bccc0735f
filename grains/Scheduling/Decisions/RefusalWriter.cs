using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Decisions;

/// <summary>Says in a pod's status and in an event why it has no node, and makes room for it where that was decided.</summary>
internal sealed class RefusalWriter(IResourceClient client, IReplica replica, TimeProvider time)
{
    /// <summary>No node can take the pod.</summary>
    public async Task WriteAsync(Decision decision, EventSourceRecorder events, CancellationToken cancellationToken)
    {
        if (await WriteAsync(decision, "Unschedulable", decision.Reason, events, cancellationToken) && decision.MakeRoom is not null)
        {
            await decision.MakeRoom(cancellationToken);
        }
    }

    /// <summary>Something failed.</summary>
    public Task WriteErrorAsync(Decision decision, Exception error, EventSourceRecorder events, CancellationToken cancellationToken) =>
        WriteAsync(decision, "SchedulerError", error.Message, events, cancellationToken);

    /// <summary>False when the pod has gone.</summary>
    private async Task<bool> WriteAsync(Decision decision, string reason, string message, EventSourceRecorder events, CancellationToken cancellationToken)
    {
        if (replica.Get(decision.Pod.Key) is not { } entry || entry.Uid != decision.Pod.Uid)
        {
            return false;
        }

        var pod = entry.As<Pod>();
        var nominated = decision.Pod.NominatedNode;
        if (PodState.Condition(pod, "PodScheduled") is { Status: "False" } known && known.Reason == reason && known.Message == message
            && pod.Status.NominatedNodeName == nominated)
        {
            // Said already. A cluster without room would otherwise be busy with saying it again.
            return true;
        }

        events.Warning(pod, "FailedScheduling", message);
        var update = entry.Copy<Pod>();
        var condition = PodState.Condition(update, "PodScheduled");
        if (condition is null)
        {
            (update.Status.Conditions ??= []).Add(condition = new PodCondition { Type = "PodScheduled" });
        }

        if (condition.Status != "False")
        {
            condition.LastTransitionTime = Timestamp.Seconds(time.GetUtcNow().UtcDateTime);
        }

        (condition.Status, condition.Reason, condition.Message) = ("False", reason, message);
        condition.ObservedGeneration = pod.Metadata.Generation;
        update.Status.NominatedNodeName = nominated;
        await client.UpdateStatusAsync(update, cancellationToken);
        return true;
    }
}
