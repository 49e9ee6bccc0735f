using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Objects.Clients;

namespace Orchestrator.Grains.Controllers.DaemonSets;

/// <summary>Carries plans out.</summary>
internal sealed class DaemonSetWorker(ControllerServices services, IResourceClient client, EventSourceRecorder events)
{
    /// <summary>The most pods created, and the most deleted, in one look, as in a real controller; the next look does the rest.</summary>
    private const int Burst = 250;

    private readonly PodControl _pods = new(client, events);
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
                result = result.Or(ReconcileResult.After(wait));
            }
            else
            {
                delete.Add(pod);
            }
        }

        var deletions = Task.WhenAll(delete.Take(Burst).Select(pod => _pods.DeleteAsync(rollout.Set, pod, cancellationToken)));
        try
        {
            await SlowStart.ForEachAsync(plan.Create.Take(Burst).ToList(), 1, node => CreateAsync(rollout, node, cancellationToken));
        }
        finally
        {
            await deletions;
        }

        return result;
    }

    private Task CreateAsync(DaemonRollout rollout, string node, CancellationToken cancellationToken)
    {
        var set = rollout.Set;
        var name = DaemonPods.Name(set, rollout.Hash, node, name => services.Replica.Get(KnownResources.Pods.Key(set.Metadata.Namespace, name)) is not null);
        return _pods.CreateAsync(set, DaemonPods.Make(set, rollout.Hash, node, name), cancellationToken);
    }

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
