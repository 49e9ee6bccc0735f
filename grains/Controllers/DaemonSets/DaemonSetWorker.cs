using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Objects.Clients;

namespace Orchestrator.Grains.Controllers.DaemonSets;

/// <summary>Carries plans out.</summary>
internal sealed class DaemonSetWorker(ControllerServices services, EndedDaemonPods ended, IResourceClient client, EventSourceRecorder events)
{
    /// <summary>The most pods created, and the most deleted, in one look, as in a real controller; the next look does the rest.</summary>
    private const int Burst = 250;

    private readonly PodControl _pods = new(services.PodNumbers, client, events);
    private readonly FailedPodBackoff _backoff = new(services.Time);

    /// <summary>Carries a plan out; says when to look again for the sake of pods that failed.</summary>
    public async Task<ReconcileResult> CarryOutAsync(DaemonRollout rollout, DaemonPlan plan, CancellationToken cancellationToken)
    {
        var result = ReconcileResult.Done;
        List<Pod> delete = [.. plan.Delete];
        foreach (var pod in plan.Ended)
        {
            if (TryReplace(rollout, pod) is { } wait)
            {
                var soonest = result.Or(ReconcileResult.After(wait));
                result = soonest.Because($"waits before it replaces pods that failed again and again, {pod.Metadata.Name} for one");
            }
            else
            {
                delete.Add(pod);
            }
        }

        // Before anything is waited for: names belong to the state that the plan was made on.
        var pods = plan.Create.Take(Burst).Select(node => Make(rollout, node)).ToList();
        var deletions = Task.WhenAll(delete.Take(Burst).Select(pod => _pods.DeleteAsync(rollout.Set, pod, cancellationToken)));
        try
        {
            await SlowStart.ForEachAsync(pods, 1, pod => _pods.CreateAsync(rollout.Set, pod, cancellationToken));
        }
        finally
        {
            await deletions;
        }

        return result;
    }

    /// <summary>
    /// A pod for a node. Its name skips those of pods that the plan knows, and of pods that are not the set's (any more); but not that of one made since, which is what
    /// the plan asks for: then it is there already, and the ledger says so.
    /// </summary>
    private Pod Make(DaemonRollout rollout, string node)
    {
        var set = rollout.Set;
        var first = ended.Next(set.Metadata.Uid!, node, rollout.Hash);
        return DaemonPods.Make(set, rollout.Hash, node, DaemonPods.Name(set, rollout.Hash, node, first, name => rollout.HasName(name) || IsForeign(set, name)));
    }

    private bool IsForeign(DaemonSet set, string name) =>
        services.Replica.Get(KnownResources.Pods.Key(set.Metadata.Namespace, name)) is { } pod && pod.Metadata.Controller?.Uid != set.Metadata.Uid;

    /// <summary>Null when the ended pod is to go now, else how long it has to stay.</summary>
    private TimeSpan? TryReplace(DaemonRollout rollout, Pod pod)
    {
        var set = rollout.Set;
        var node = DaemonPods.NodeOf(pod)!;
        var what = $"daemon pod {pod.Metadata.Namespace}/{pod.Metadata.Name} on node {node}, will try to";
        if (pod.Status.Phase == "Succeeded")
        {
            events.Normal(set, "SucceededDaemonPod", $"Found succeeded {what} delete it");
            return null;
        }

        if (_backoff.Try(set.Metadata.Uid!, set.Status.ObservedGeneration ?? 0, node) is { } wait)
        {
            return wait;
        }

        events.Warning(set, "FailedDaemonPod", $"Found failed {what} kill it");
        return null;
    }
}
