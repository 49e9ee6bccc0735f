using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.StatefulSets;

/// <summary>
/// Brings a stateful set to its size (<c>stateful_set_control.go</c>). Ordered: a pod is made when all before it are available, and the highest one too many goes when all
/// that should be are available and no other is on its way; whatever is not as it should be stops the rest. Parallel: everything at once.
/// </summary>
internal sealed class StatefulSetScaler(StatefulPodControl control, StatefulClaims claims)
{
    /// <summary>Makes and mends the pods that should be. Null, or what all that comes after waits for.</summary>
    public async Task<FormattableString?> FillAsync(StatefulSetRollout rollout, CancellationToken cancellationToken)
    {
        if (!rollout.IsOrdered)
        {
            await SlowStart.ForEachAsync([.. Enumerable.Range(0, rollout.Replicas.Length)], 1, index => FillAsync(rollout, index, cancellationToken));
            return null;
        }

        for (var index = 0; index < rollout.Replicas.Length; index++)
        {
            if (await FillAsync(rollout, index, cancellationToken) is { } waits)
            {
                return waits;
            }
        }

        return null;
    }

    /// <summary>Removes the pods that should not be, the highest first. Null, or what all that comes after waits for.</summary>
    public async Task<FormattableString?> ShrinkAsync(StatefulSetRollout rollout, CancellationToken cancellationToken)
    {
        if (rollout.Condemned.Count == 0)
        {
            await claims.RemoveLeftAsync(rollout.Set, cancellationToken);
            return null;
        }

        // Before a pod goes its claims have to know whether they go with it.
        foreach (var pod in rollout.Condemned)
        {
            await claims.SetOwnersAsync(rollout.Set, pod, cancellationToken);
        }

        if (!rollout.IsOrdered)
        {
            var staying = rollout.Condemned.FindAll(pod => pod.Metadata.DeletionTimestamp is null);
            await SlowStart.ForEachAsync(staying, 1, pod => control.DeleteAsync(rollout.Set, pod, cancellationToken));
            return null;
        }

        // A broken pod does not hold itself up; it holds up those above it, which are what the set still runs on.
        var highest = rollout.Condemned[0];
        var lowestBroken = rollout.Condemned.FindLast(pod => !rollout.IsHealthy(pod));
        if (highest.Metadata.DeletionTimestamp is null && !rollout.IsAvailable(highest) && highest != lowestBroken)
        {
            return $"waits for pod {highest.Metadata.Name} to become available before it goes: {lowestBroken!.Metadata.Name} is broken as well";
        }

        if (highest.Metadata.DeletionTimestamp is null)
        {
            await control.DeleteAsync(rollout.Set, highest, cancellationToken);
        }

        return $"waits for pod {highest.Metadata.Name} to go";
    }

    /// <summary>One pod. Null, or why it is not yet what those after it may count upon.</summary>
    private async Task<FormattableString?> FillAsync(StatefulSetRollout rollout, int index, CancellationToken cancellationToken)
    {
        if (rollout.Replicas[index] is not { } pod)
        {
            return await control.CreateAsync(rollout, index, cancellationToken);
        }

        if (PodState.IsFinished(pod))
        {
            await ReplaceAsync(rollout, pod, cancellationToken);
            return $"waits for pod {pod.Metadata.Name}, which ended, to go";
        }

        if (pod.Metadata.DeletionTimestamp is not null)
        {
            return $"waits for pod {pod.Metadata.Name} to go";
        }

        await control.MendAsync(rollout, index, pod, cancellationToken);
        return rollout.IsAvailable(pod) ? null : (FormattableString)$"waits for pod {pod.Metadata.Name} to become available";
    }

    /// <summary>A pod that ended, well or badly, is deleted; the next one of its ordinal is made when it is gone.</summary>
    private Task ReplaceAsync(StatefulSetRollout rollout, Pod pod, CancellationToken cancellationToken) =>
        pod.Metadata.DeletionTimestamp is null ? control.DeleteAsync(rollout.Set, pod, cancellationToken) : Task.CompletedTask;
}
