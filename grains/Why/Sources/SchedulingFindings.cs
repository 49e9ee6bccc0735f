using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Scheduling;
using Orchestrator.Grains.Scheduling.Verdicts;
using Orleans;

namespace Orchestrator.Grains.Why.Sources;

/// <summary>Why a pod has no node: the scheduler's last verdict, by plugin and reason.</summary>
internal sealed class SchedulingFindings(IGrainFactory grains) : IFindingSource
{
    private const string Source = "scheduler";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async ValueTask FindAsync(WhySubject subject, List<Finding> into, CancellationToken cancellationToken)
    {
        if (subject.Kind is not { Group: "", Resource: "pods" }
            || subject.Entry.DeletionTimestamp is not null
            || !Readable.TryAs<Pod>(subject.Entry, out var pod)
            || pod.Spec.NodeName is { Length: > 0 }
            || PodState.IsFinished(pod))
        {
            return;
        }

        if (pod.Spec.SchedulingGates is { Count: > 0 } gates)
        {
            var names = string.Join(", ", gates.Select(gate => gate.Name));
            into.Add(new Finding(Source, "SchedulingGated", $"it is not to be scheduled while it has the gates {names}") { Remedy = Remedies.For("SchedulingGated", "") });
        }
        else if (await VerdictAsync(subject, cancellationToken) is { } verdict)
        {
            Add(verdict, into);
        }
        else
        {
            into.Add(new Finding(Source, "Pending", $"the scheduler {pod.Spec.SchedulerName ?? ChangeIntake.DefaultScheduler} has not decided about it")
            {
                Remedy = pod.Spec.SchedulerName is null or ChangeIntake.DefaultScheduler ? "" : $"a scheduler of the name {pod.Spec.SchedulerName} has to run",
            });
        }
    }

    private static void Add(SchedulingVerdict verdict, List<Finding> into)
    {
        if (verdict.Plugins.Length == 0)
        {
            into.Add(new Finding(Source, verdict.State, verdict.Message.Length > 0 ? verdict.Message : "it waits for its turn") { Since = verdict.WaitingSince.UtcDateTime });
            return;
        }

        var preemption = verdict.NominatedNode is { Length: > 0 } node ? $" Room is being made for it on node {node}." : "";
        into.Add(new Finding(Source, "Unschedulable", verdict.Message + preemption)
        {
            Remedy = verdict.WaitsFor.Length > 0 ? $"it is tried again when {string.Join(", or ", verdict.WaitsFor)}" : "it is tried again by itself",
            Nodes = verdict.Nodes,
            Since = verdict.WaitingSince.UtcDateTime,
        });
        foreach (var plugin in verdict.Plugins)
        {
            into.Add(new Finding(Source, plugin.Plugin, $"{plugin.Nodes} of {verdict.Nodes} nodes: {plugin.Reason}{(plugin.ResolvableByPreemption ? "; pods of lower priority may have to leave" : "")}")
            {
                Remedy = Remedies.ForPlugin(plugin.Plugin),
                Nodes = plugin.Nodes,
                Samples = plugin.Samples,
            });
        }
    }

    private async Task<SchedulingVerdict?> VerdictAsync(WhySubject subject, CancellationToken cancellationToken)
    {
        try
        {
            var scheduler = grains.GetGrain<ISchedulerGrain>(ChangeIntake.DefaultScheduler);
            return await scheduler.ExplainAsync(subject.Entry.Key.Namespace, subject.Entry.Key.Name).WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null; // busy: the pod's condition, and the next time that somebody asks, will tell
        }
    }
}
