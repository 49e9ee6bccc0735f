using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.StatefulSets;

/// <summary>Works out a stateful set's status, by which <c>kubectl rollout status</c> goes.</summary>
internal static class StatefulSetStatusCalculator
{
    /// <summary>The status that the pods come to.</summary>
    public static StatefulSetStatus Calculate(StatefulSetRollout rollout)
    {
        var set = rollout.Set;
        int replicas = 0, ready = 0, available = 0, current = 0, updated = 0;
        foreach (var pod in rollout.Pods)
        {
            replicas++;
            ready += PodState.IsRunningAndReady(pod) ? 1 : 0;
            available += rollout.IsAvailable(pod) ? 1 : 0;
            if (pod.Metadata.DeletionTimestamp is null)
            {
                var revision = StatefulSetRollout.RevisionOf(pod);
                current += revision == rollout.Current.Name ? 1 : 0;
                updated += revision == rollout.Update.Name ? 1 : 0;
            }
        }

        // The rollout is over: what it came from is forgotten.
        var wanted = rollout.Replicas.Length;
        var complete = set.Spec.UpdateStrategy.Type == "RollingUpdate" && updated == wanted && ready == wanted && replicas == wanted;
        return new StatefulSetStatus
        {
            ObservedGeneration = set.Metadata.Generation,
            Replicas = replicas,
            ReadyReplicas = Zero(ready),
            AvailableReplicas = available,
            CurrentReplicas = Zero(complete ? updated : current),
            UpdatedReplicas = Zero(updated),
            CurrentRevision = complete ? rollout.Update.Name : rollout.Current.Name,
            UpdateRevision = rollout.Update.Name,
            CollisionCount = set.Status.CollisionCount ?? 0,
            Conditions = set.Status.Conditions,
        };
    }

    /// <summary>When the next ready pod becomes available; null when none is waiting for it.</summary>
    public static DateTime? NextAvailable(StatefulSetRollout rollout)
    {
        var minReadySeconds = rollout.Set.Spec.MinReadySeconds ?? 0;
        DateTime? next = null;
        foreach (var pod in rollout.Pods)
        {
            if (PodState.AvailableAt(pod, minReadySeconds) is { } at && at > rollout.Now && (next is null || at < next))
            {
                next = at;
            }
        }

        return next;
    }

    private static int? Zero(int count) => count == 0 ? null : count;
}
