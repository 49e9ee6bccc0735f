using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Plugins.Preemption;

/// <summary>Has the victims go: each is told by its condition <c>DisruptionTarget</c>, deleted with its grace period, and an event tells for whom.</summary>
internal sealed class VictimEviction(IReplica replica, IResourceClient client, EventRecorder events, TimeProvider time)
{
    /// <summary>The reason of the victims' condition.</summary>
    public const string Reason = "PreemptionByScheduler";

    /// <summary>Has them go, all at once.</summary>
    public Task EvictAsync(SchedulingCycle cycle, Victims victims, CancellationToken cancellationToken) =>
        Task.WhenAll(victims.Pods.Select(victim => EvictAsync(cycle, victim, victims.Node.Name, cancellationToken)));

    private async Task EvictAsync(SchedulingCycle cycle, PodInfo victim, string node, CancellationToken cancellationToken)
    {
        if (replica.Get(victim.Key) is not { } entry || entry.Uid != victim.Uid || entry.DeletionTimestamp is not null)
        {
            return;
        }

        var scheduler = cycle.Pending.Profile.Name;
        try
        {
            var update = entry.Copy<Pod>();
            SetCondition(update, $"{scheduler}: preempting to accommodate a higher priority pod");
            update.Metadata.ResourceVersion = null;
            await client.UpdateStatusAsync(update, cancellationToken);
            await client.DeleteAsync(victim.Key, new WriteOptions { PreconditionUid = victim.Uid }, cancellationToken);
        }
        catch (ApiException gone) when (gone.Status.Code is 404 or 409)
        {
            // It went by itself meanwhile.
            return;
        }

        events.From(scheduler).Normal(entry.As<Pod>(), "Preempted", $"Preempted by pod {cycle.Pod.Uid} on node {node}");
    }

    private void SetCondition(Pod pod, string message)
    {
        var condition = PodState.Condition(pod, "DisruptionTarget");
        if (condition is null)
        {
            (pod.Status.Conditions ??= []).Add(condition = new PodCondition { Type = "DisruptionTarget" });
        }

        condition.LastTransitionTime = condition.Status == "True" ? condition.LastTransitionTime : Timestamp.Seconds(time.GetUtcNow().UtcDateTime);
        condition.ObservedGeneration = pod.Metadata.Generation;
        (condition.Status, condition.Reason, condition.Message) = ("True", Reason, message);
    }
}
