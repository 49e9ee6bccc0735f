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
    private const string Scheduled = "PodScheduled";

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
        if (PodState.Condition(pod, Scheduled) is { Status: "False" } known && known.Reason == reason && known.Message == message
            && pod.Status.NominatedNodeName == nominated)
        {
            // Said already. A cluster without room would otherwise be busy with saying it again.
            return true;
        }

        events.Warning(pod, "FailedScheduling", message);
        await (nominated is null && pod.Status.NominatedNodeName is not null
            ? client.UpdateStatusAsync(WithoutNomination(entry, reason, message), cancellationToken)
            : client.ReportStatusAsync(entry.Key, entry.Revision, Report(pod, nominated, reason, message), cancellationToken));
        return true;
    }

    /// <summary>What the scheduler has to say; all else in the status stays.</summary>
    private PodStatus Report(Pod pod, string? nominated, string reason, string message) => new()
    {
        Conditions = [Unscheduled(pod, reason, message)],
        NominatedNodeName = nominated,
        Reason = pod.Status.Reason,
        Message = pod.Status.Message,
        PodIP = pod.Status.PodIP,
        PodIPs = pod.Status.PodIPs,
    };

    /// <summary>The whole pod, since a report cannot take anything away.</summary>
    private Pod WithoutNomination(ReplicaEntry entry, string reason, string message)
    {
        var update = entry.Copy<Pod>();
        var conditions = update.Status.Conditions ??= [];
        var unscheduled = Unscheduled(entry.As<Pod>(), reason, message);
        var place = conditions.FindIndex(static condition => condition.Type == Scheduled);
        if (place < 0)
        {
            conditions.Add(unscheduled);
        }
        else
        {
            conditions[place] = unscheduled;
        }

        update.Status.NominatedNodeName = null;
        return update;
    }

    private PodCondition Unscheduled(Pod pod, string reason, string message)
    {
        var known = PodState.Condition(pod, Scheduled);
        return new PodCondition
        {
            Type = Scheduled,
            Status = "False",
            Reason = reason,
            Message = message,
            LastTransitionTime = known is { Status: "False" } ? known.LastTransitionTime : Timestamp.Seconds(time.GetUtcNow().UtcDateTime),
            LastProbeTime = known?.LastProbeTime,
            ObservedGeneration = pod.Metadata.Generation,
        };
    }
}
