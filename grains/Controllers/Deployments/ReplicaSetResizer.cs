using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Objects.Clients;

namespace Orchestrator.Grains.Controllers.Deployments;

/// <summary>Gives replica sets new sizes, and says so.</summary>
internal sealed class ReplicaSetResizer(IResourceClient client, EventSourceRecorder events)
{
    /// <summary>Sets a replica set's size and notes for what size of the deployment that was; false when both were so already.</summary>
    public async Task<bool> ResizeAsync(DeploymentRollout rollout, ReplicaSetView set, int size, CancellationToken cancellationToken)
    {
        var notes = new Dictionary<string, string>(StringComparer.Ordinal);
        NewReplicaSet.SetSizes(notes, rollout);
        var changed = AnnotationPatch.Changed(set.Entry, notes);
        if (size == set.Desired && changed.Count == 0)
        {
            return false;
        }

        await client.PatchAsync(set.Key, AnnotationPatch.With(changed, "replicas", size), "", cancellationToken);
        if (size != set.Desired)
        {
            var direction = size > set.Desired ? "up" : "down";
            events.Normal(rollout.Deployment, "ScalingReplicaSet", $"Scaled {direction} replica set {set.Name} from {set.Desired} to {size}");
        }

        return true;
    }

    /// <summary>Spreads a change of <c>spec.replicas</c> over the replica sets (<c>sync.go: scale</c>).</summary>
    public async Task ScaleAsync(DeploymentRollout rollout, CancellationToken cancellationToken)
    {
        var active = rollout.All.FindAll(set => set.Desired > 0);
        if (active.Count <= 1)
        {
            var only = active.FirstOrDefault() ?? rollout.New ?? rollout.Old.MaxBy(set => set.Created);
            if (only is not null)
            {
                await ResizeAsync(rollout, only, rollout.Replicas, cancellationToken);
            }
        }
        else if (IsSaturated(rollout))
        {
            foreach (var set in rollout.Old.FindAll(set => set.Desired > 0))
            {
                await ResizeAsync(rollout, set, 0, cancellationToken);
            }
        }
        else if (!rollout.IsRecreate)
        {
            await SpreadAsync(rollout, active, cancellationToken);
        }
    }

    private async Task SpreadAsync(DeploymentRollout rollout, List<ReplicaSetView> active, CancellationToken cancellationToken)
    {
        var scales = ProportionalScaling.Spread(
            rollout.Replicas, rollout.Limits.MaxSurge, rollout.Deployment.Status.Replicas ?? 0, [.. active.Select(set => set.Size)]);
        foreach (var scale in scales)
        {
            await ResizeAsync(rollout, active.Find(set => set.Name == scale.Name)!, scale.Replicas, cancellationToken);
        }
    }

    private static bool IsSaturated(DeploymentRollout rollout) =>
        rollout.New is { } set && set.DesiredByDeployment == rollout.Replicas && set.Desired == rollout.Replicas && set.Counts.Available == rollout.Replicas;
}
