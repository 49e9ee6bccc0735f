using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Selectors;
using Orchestrator.Grains.Controllers.Revisions;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.DaemonSets;

/// <summary>
/// Keeps one pod on each node that should have one (<c>pkg/controller/daemon</c>). One look does so:
/// <list type="number">
/// <item>claims its pods and revisions, and makes the revision of the present template;</item>
/// <item>makes pods where one is missing, and deletes those that should not be;</item>
/// <item>replaces pods of old templates as the update strategy lets it, and deletes revisions beyond the history limit;</item>
/// <item>writes the status from what is there now.</item>
/// </list>
/// </summary>
internal sealed class DaemonSetController : Controller<DaemonSet>
{
    private readonly Claims _claims;
    private readonly RevisionHistory _history;
    private readonly DaemonNodes _nodes;
    private readonly DaemonSetWorker _worker;

    public DaemonSetController(ControllerServices services, DaemonNodes nodes, EndedDaemonPods ended)
        : base("daemon-set-controller", KnownResources.DaemonSets, services)
    {
        _nodes = nodes;
        _claims = new Claims(KnownResources.Pods, services, Client);
        _history = new RevisionHistory(services, Client, DaemonPods.HashLabel);
        _worker = new DaemonSetWorker(services, ended, Client, services.Events.From("daemonset-controller"));
    }

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches)
    {
        watches.Owned(KnownResources.Pods, "DaemonSet", KnownResources.DaemonSets);
        watches.Owned(KnownResources.ControllerRevisions, "DaemonSet", KnownResources.DaemonSets);
        watches.Adoptable(KnownResources.Pods, KnownResources.DaemonSets, Replica, Selector);
        watches.Adoptable(KnownResources.ControllerRevisions, KnownResources.DaemonSets, Replica, Selector);
        watches.Mapped(KnownResources.Nodes, PokeSetsOfNode);
    }

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, DaemonSet value, CancellationToken cancellationToken)
    {
        // A set that goes is left to garbage collection.
        if (value.Metadata.DeletionTimestamp is not null)
        {
            return ReconcileResult.Done;
        }

        // (1)
        var selector = SelectorOf.Labels(value.Spec.Selector);
        await _claims.ClaimAsync(value, selector, cancellationToken);
        var revisions = await _history.ClaimAsync(value, selector, cancellationToken);
        if (await _history.EnsureAsync(value, value.Spec.Template, value.Status.CollisionCount, revisions, cancellationToken) is not { } current)
        {
            await _history.CollideAsync(key, value, value.Status.CollisionCount, cancellationToken);
            return ReconcileResult.Done;
        }

        var hash = current.Entry.Labels.GetValueOrDefault(DaemonPods.HashLabel, current.Name);
        var result = ReconcileResult.Done;
        ApiException? failed = null;
        try
        {
            result = await AdvanceAsync(value, hash, selector, cancellationToken);
            await TruncateAsync(Look(value, hash, selector), revisions.FindAll(revision => revision.Name != current.Name), cancellationToken);
        }
        catch (ApiException refused)
        {
            failed = refused;
        }

        // (4)
        var rollout = Look(value, hash, selector);
        var (status, next) = DaemonSetStatusCalculator.Calculate(rollout);
        if (Replica.Get(key) is { } entry && StatusPatch.Of(value.Metadata.Uid!, entry.As<DaemonSet>().Status, status) is { } patch)
        {
            await Client.PatchAsync(key, patch, "status", cancellationToken);
        }

        if (failed is not null)
        {
            throw failed;
        }

        result = next is null ? result : result.Or(ReconcileResult.After(next.Value - Now));
        return DaemonRollingUpdate.WaitsFor(rollout) is { } waits ? result.Or(ReconcileResult.Done.Because(waits)) : result;
    }

    private async Task<ReconcileResult> AdvanceAsync(DaemonSet set, string hash, LabelSelector selector, CancellationToken cancellationToken)
    {
        // (2)
        var rollout = Look(set, hash, selector);
        if (IsOutdated(set))
        {
            return ReconcileResult.Done;
        }

        var result = await _worker.CarryOutAsync(rollout, DaemonPlacement.Plan(rollout), cancellationToken);
        if (set.Spec.UpdateStrategy.Type != "RollingUpdate")
        {
            return result;
        }

        // (3) What was just made or deleted is in the replica by now.
        rollout = Look(set, hash, selector);
        return IsOutdated(set)
            ? result
            : result.Or(await _worker.CarryOutAsync(rollout, DaemonRollingUpdate.Plan(rollout), cancellationToken));
    }

    private async Task TruncateAsync(DaemonRollout rollout, List<StoredRevision> old, CancellationToken cancellationToken)
    {
        var limit = rollout.Set.Spec.RevisionHistoryLimit ?? 10;
        if (old.Count <= limit)
        {
            return;
        }

        var live = rollout.NodesWithPods.SelectMany(rollout.PodsOf).Select(pod => pod.Metadata.Labels?.GetValueOrDefault(DaemonPods.HashLabel)).ToHashSet();
        await _history.TruncateAsync(old, revision => live.Contains(revision.Entry.Labels.GetValueOrDefault(DaemonPods.HashLabel)), old.Count - limit, cancellationToken);
    }

    private DaemonRollout Look(DaemonSet set, string hash, LabelSelector selector)
    {
        var pods = Services.Owners.ControlledBy(set.Metadata.Uid!, KnownResources.Pods).Where(pod => selector.Matches(pod.Labels)).Select(pod => pod.As<Pod>());
        return new DaemonRollout(set, hash, _nodes.All, pods, Now);
    }

    private static LabelSelector Selector(ReplicaEntry entry) => SelectorOf.Labels(entry.As<DaemonSet>().Spec.Selector);

    /// <summary>A node concerns the sets for which it is a place now and was not before, or the other way round.</summary>
    private void PokeSetsOfNode(ReplicaChange change, Action<ObjectKey> poke)
    {
        var before = change.Previous?.As<Node>();
        var after = change.Type == ChangeType.Deleted ? null : change.Entry.As<Node>();
        if (before is not null && after is not null && !DaemonFit.MayChange(before, after))
        {
            return;
        }

        var (old, present) = (before is null ? null : DaemonNodes.Read(before), after is null ? null : DaemonNodes.Read(after));
        foreach (var entry in Replica.List(KnownResources.DaemonSets))
        {
            var fit = DaemonFit.Of(entry.As<DaemonSet>());
            if ((old is null ? default : fit.On(old)) != (present is null ? default : fit.On(present)))
            {
                poke(entry.Key);
            }
        }
    }
}
