using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Deployments;

/// <summary>
/// Rolls a deployment's template out over replica sets (<c>pkg/controller/deployment</c>). One look does so:
/// <list type="number">
/// <item>claims its replica sets and counts their pods;</item>
/// <item>asked to go back to a revision: takes its template, and is done. Paused, or scaled since the last look: spreads the replicas over the sets there are, and makes no new one;</item>
/// <item>else makes the set of the present template, and moves replicas to it by the strategy;</item>
/// <item>when all is done, deletes old sets beyond the history limit;</item>
/// <item>writes the status from what is there now.</item>
/// </list>
/// </summary>
internal sealed class DeploymentController : Controller<Deployment>
{
    private readonly Claims _claims;
    private readonly NewReplicaSet _newSet;
    private readonly ReplicaSetResizer _resizer;
    private readonly DeploymentRollback _rollback;

    public DeploymentController(ControllerServices services)
        : base("deployment-controller", KnownResources.Deployments, services)
    {
        _claims = new Claims(KnownResources.ReplicaSets, services, Client);
        _newSet = new NewReplicaSet(services, Client, Events);
        _resizer = new ReplicaSetResizer(Client, Events);
        _rollback = new DeploymentRollback(Client, Events);
    }

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches) => watches.Owned(KnownResources.ReplicaSets, "Deployment", KnownResources.Deployments);

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, Deployment value, CancellationToken cancellationToken)
    {
        // (1)
        var sets = await _claims.ClaimAsync(value, SelectorOf.Labels(value.Spec.Selector), cancellationToken);
        var rollout = DeploymentRollout.Of(value, sets.ConvertAll(View));
        var conditions = new DeploymentConditions(value.Status.Conditions, Now);
        var collided = false;
        try
        {
            if (value.Metadata.DeletionTimestamp is null)
            {
                NotePause(value, conditions);
                collided = !await AdvanceAsync(rollout, conditions, cancellationToken);
            }
        }
        finally
        {
            // (5)
            rollout = Refresh(rollout);
            await WriteStatusAsync(key, rollout, conditions, collided, cancellationToken);
        }

        return Explained(DeadlineOf(rollout.Deployment, conditions), rollout);
    }

    private static ReconcileResult Explained(ReconcileResult result, DeploymentRollout rollout)
    {
        if (rollout.Deployment.Spec.Paused == true)
        {
            return result.Because($"is paused: rolls nothing out until spec.paused is false");
        }

        var old = rollout.Old.Sum(static set => set.Counts.Active);
        var available = rollout.New?.Counts.Available ?? 0;
        return rollout.IsRecreate
            ? result.Because($"wants {rollout.Replicas} pods: {available} of the newest template are available, {old} of older ones are left, which end before new ones begin")
            : result.Because($"wants {rollout.Replicas} pods: {available} of the newest template are available, {old} of older ones are left; at most {rollout.Limits.MaxSurge} too many, {rollout.Limits.MaxUnavailable} too few");
    }

    private async Task<bool> AdvanceAsync(DeploymentRollout rollout, DeploymentConditions conditions, CancellationToken cancellationToken)
    {
        // (2)
        if (rollout.Deployment.Spec.Paused != true && await _rollback.TryAsync(rollout, cancellationToken))
        {
            return true;
        }

        if (rollout.Deployment.Spec.Paused == true || rollout.IsScaled)
        {
            await _resizer.ScaleAsync(rollout, cancellationToken);
            return true;
        }

        // (3)
        if (rollout.IsRecreate && await EmptyOldAsync(rollout, cancellationToken))
        {
            return true;
        }

        if (rollout.New is null)
        {
            return await _newSet.TryCreateAsync(rollout, conditions, cancellationToken);
        }

        await _newSet.UpdateAsync(rollout, conditions, cancellationToken);
        var size = rollout.IsRecreate
            ? rollout.Replicas
            : RollingUpdate.NewReplicas(rollout.Replicas, rollout.Limits.MaxSurge, rollout.New.Size, rollout.OldSizes());
        if (await _resizer.ResizeAsync(rollout, rollout.New, size, cancellationToken) && size != rollout.New.Desired)
        {
            return true;
        }

        foreach (var scale in RollingUpdate.OldReplicas(rollout.Replicas, rollout.Limits.MaxUnavailable, rollout.New.Size, rollout.OldSizes()))
        {
            await _resizer.ResizeAsync(rollout, rollout.Old.Find(set => set.Name == scale.Name)!, scale.Replicas, cancellationToken);
        }

        // (4)
        if (rollout.New.Counts.Available == rollout.Replicas && rollout.Old.TrueForAll(set => set.Counts.Active == 0))
        {
            await TrimHistoryAsync(rollout, cancellationToken);
        }

        return true;
    }

    /// <summary>Recreate: all old pods go, terminating ones included, before the first new one comes. True while there are any.</summary>
    private async Task<bool> EmptyOldAsync(DeploymentRollout rollout, CancellationToken cancellationToken)
    {
        var waiting = false;
        foreach (var set in rollout.Old)
        {
            waiting |= set.Desired > 0 || set.Counts.Active > 0 || set.Counts.Terminating > 0;
            if (set.Desired > 0)
            {
                await _resizer.ResizeAsync(rollout, set, 0, cancellationToken);
            }
        }

        return waiting;
    }

    private async Task TrimHistoryAsync(DeploymentRollout rollout, CancellationToken cancellationToken)
    {
        var limit = rollout.Deployment.Spec.RevisionHistoryLimit ?? 10;
        var old = rollout.Old.FindAll(set => set.Set.Metadata.DeletionTimestamp is null);
        foreach (var set in old.OrderBy(set => set.Revision).ThenBy(set => set.Created).Take(Math.Max(0, old.Count - limit)))
        {
            if (set.Desired == 0 && set.Counts.Active == 0 && set.Set.Status.Replicas == 0
                && (set.Set.Status.ObservedGeneration ?? 0) >= (set.Set.Metadata.Generation ?? 0))
            {
                await Client.DeleteAsync(set.Key, new WriteOptions { PreconditionUid = set.Entry.Uid }, cancellationToken);
            }
        }
    }

    private async Task WriteStatusAsync(
        ObjectKey key, DeploymentRollout rollout, DeploymentConditions conditions, bool collided, CancellationToken cancellationToken)
    {
        var status = DeploymentStatusCalculator.Calculate(rollout, conditions, Now);
        if (collided)
        {
            status.CollisionCount = (status.CollisionCount ?? 0) + 1;
        }

        if (Replica.Get(key) is { } entry && StatusPatch.Of(rollout.Deployment.Metadata.Uid!, entry.As<Deployment>().Status, status) is { } patch)
        {
            await Client.PatchAsync(key, patch, "status", cancellationToken);
        }
    }

    private ReplicaSetView View(ReplicaEntry entry)
    {
        var set = entry.As<ReplicaSet>();
        var pods = Services.Owners.ControlledBy(entry.Uid, KnownResources.Pods).Select(pod => pod.As<Pod>());
        return new ReplicaSetView(entry, set, PodCounts.Of(pods, set.Spec.MinReadySeconds ?? 0, Now));
    }

    /// <summary>The same deployment with its replica sets as they are now.</summary>
    private DeploymentRollout Refresh(DeploymentRollout rollout)
    {
        var sets = Services.Owners.ControlledBy(rollout.Deployment.Metadata.Uid!, KnownResources.ReplicaSets);
        return DeploymentRollout.Of(rollout.Deployment, [.. sets.Select(View)]);
    }

    private static void NotePause(Deployment deployment, DeploymentConditions conditions)
    {
        var current = conditions.Get(DeploymentConditions.Progressing);
        if (DeploymentStatusCalculator.Deadline(deployment) is null || current?.Reason == DeploymentConditions.TimedOut)
        {
            return;
        }

        var paused = deployment.Spec.Paused == true;
        if (paused != (current?.Reason == "DeploymentPaused"))
        {
            conditions.Set(
                DeploymentConditions.Progressing,
                "Unknown",
                paused ? "DeploymentPaused" : "DeploymentResumed",
                paused ? "Deployment is paused" : "Deployment is resumed");
        }
    }

    /// <summary>A rollout that stands still has to be noticed although nothing changes.</summary>
    private ReconcileResult DeadlineOf(Deployment deployment, DeploymentConditions conditions)
    {
        var current = conditions.Get(DeploymentConditions.Progressing);
        return DeploymentStatusCalculator.Deadline(deployment) is { } deadline
            && current is { Reason: not (DeploymentConditions.TimedOut or DeploymentConditions.NewReplicaSetAvailable or "DeploymentPaused") }
            ? ReconcileResult.After((current.LastUpdateTime ?? Now) + deadline - Now + TimeSpan.FromSeconds(1))
            : ReconcileResult.Done;
    }
}
