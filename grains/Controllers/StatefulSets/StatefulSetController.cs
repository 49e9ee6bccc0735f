using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Selectors;
using Orchestrator.Grains.Controllers.Revisions;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.StatefulSets;

/// <summary>
/// Keeps pods with identities (<c>pkg/controller/statefulset</c>). One look does so:
/// <list type="number">
/// <item>claims its pods and revisions, and makes the revision of the present template;</item>
/// <item>makes the pods that should be, and removes those that should not;</item>
/// <item>when nothing of that has to wait, deletes pods of an old revision as the update strategy lets it;</item>
/// <item>writes the status from what is there now;</item>
/// <item>deletes revisions beyond the history limit.</item>
/// </list>
/// </summary>
internal sealed class StatefulSetController : Controller<StatefulSet>
{
    private readonly Claims _claims;
    private readonly RevisionHistory _history;
    private readonly StatefulPodControl _control;
    private readonly StatefulSetScaler _scaler;

    public StatefulSetController(ControllerServices services)
        : base("statefulset-controller", KnownResources.StatefulSets, services)
    {
        _claims = new Claims(KnownResources.Pods, services, Client);
        _history = new RevisionHistory(services, Client, "controller.kubernetes.io/hash");
        var claims = new StatefulClaims(services, Client, Events);
        _control = new StatefulPodControl(claims, Client, Events);
        _scaler = new StatefulSetScaler(_control, claims);
    }

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches)
    {
        watches.Owned(KnownResources.Pods, "StatefulSet", KnownResources.StatefulSets);
        watches.Owned(KnownResources.ControllerRevisions, "StatefulSet", KnownResources.StatefulSets);
        watches.Adoptable(KnownResources.Pods, KnownResources.StatefulSets, Replica, Selector);
        watches.Adoptable(KnownResources.ControllerRevisions, KnownResources.StatefulSets, Replica, Selector);
        watches.Mapped(KnownResources.PersistentVolumeClaims, PokeSetsOfClaim);
    }

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, StatefulSet value, CancellationToken cancellationToken)
    {
        // (1)
        var selector = SelectorOf.Labels(value.Spec.Selector);
        await _claims.ClaimAsync(value, selector, cancellationToken, pod => IsMember(value, pod));
        var revisions = await _history.ClaimAsync(value, selector, cancellationToken);
        if (await RevisionAsync(value, revisions, cancellationToken) is not { } update)
        {
            if (value.Metadata.DeletionTimestamp is null)
            {
                await _history.CollideAsync(key, value, value.Status.CollisionCount, cancellationToken);
            }

            return ReconcileResult.Done;
        }

        var current = revisions.Find(revision => revision.Name == value.Status.CurrentRevision) ?? update;
        var rollout = Look(value, current, update, selector);
        ApiException? failed = null;
        FormattableString? waits = null;
        try
        {
            if (value.Metadata.DeletionTimestamp is null && !IsOutdated(value))
            {
                waits = await AdvanceAsync(rollout, selector, cancellationToken);
            }
        }
        catch (ApiException refused)
        {
            failed = refused;
        }

        // (4)
        rollout = Look(value, current, update, selector);
        if (Replica.Get(key) is { } entry
            && StatusPatch.Of(value.Metadata.Uid!, entry.As<StatefulSet>().Status, StatefulSetStatusCalculator.Calculate(rollout)) is { } patch)
        {
            await Client.PatchAsync(key, patch, "status", cancellationToken);
        }

        if (failed is not null)
        {
            throw failed;
        }

        // (5)
        await TruncateAsync(rollout, revisions, cancellationToken);
        var result = StatefulSetStatusCalculator.NextAvailable(rollout) is { } next ? ReconcileResult.After(next - Now) : ReconcileResult.Done;
        return waits is null ? result : result.Because(waits);
    }

    /// <summary>Null, or what it waits for.</summary>
    private async Task<FormattableString?> AdvanceAsync(StatefulSetRollout rollout, LabelSelector selector, CancellationToken cancellationToken)
    {
        // (2)
        if ((await _scaler.FillAsync(rollout, cancellationToken) ?? await _scaler.ShrinkAsync(rollout, cancellationToken)) is { } waits)
        {
            return waits;
        }

        // (3) What was just made or deleted is in the replica by now.
        rollout = Look(rollout.Set, rollout.Current, rollout.Update, selector);
        foreach (var pod in IsOutdated(rollout.Set) ? [] : StatefulSetUpdate.ToDelete(rollout))
        {
            await _control.DeleteAsync(rollout.Set, pod, cancellationToken);
        }

        return StatefulSetUpdate.WaitsFor(rollout);
    }

    /// <summary>The revision of the present template; of a set that goes none is made.</summary>
    private async Task<StoredRevision?> RevisionAsync(StatefulSet set, List<StoredRevision> revisions, CancellationToken cancellationToken) =>
        set.Metadata.DeletionTimestamp is null
            ? await _history.EnsureAsync(set, set.Spec.Template, set.Status.CollisionCount, revisions, cancellationToken)
            : revisions.Find(revision => revision.Name == set.Status.UpdateRevision);

    private async Task TruncateAsync(StatefulSetRollout rollout, List<StoredRevision> revisions, CancellationToken cancellationToken)
    {
        var limit = rollout.Set.Spec.RevisionHistoryLimit ?? 10;
        var live = rollout.Pods.Select(StatefulSetRollout.RevisionOf).Append(rollout.Current.Name).Append(rollout.Update.Name).ToHashSet(StringComparer.Ordinal);
        var old = revisions.FindAll(revision => !live.Contains(revision.Name));
        if (limit >= 0)
        {
            await _history.TruncateAsync(old, _ => false, old.Count - limit, cancellationToken);
        }
    }

    private StatefulSetRollout Look(StatefulSet set, StoredRevision current, StoredRevision update, LabelSelector selector)
    {
        var pods = Services.Owners.ControlledBy(set.Metadata.Uid!, KnownResources.Pods);
        return new StatefulSetRollout(set, current, update, pods.Where(pod => selector.Matches(pod.Labels) && IsMember(set, pod)).Select(pod => pod.As<Pod>()), Now);
    }

    private static bool IsMember(StatefulSet set, ReplicaEntry pod) => Ordinals.Of(set.Metadata.Name!, pod.Key.Name) >= 0;

    private static LabelSelector Selector(ReplicaEntry entry) => SelectorOf.Labels(entry.As<StatefulSet>().Spec.Selector);

    /// <summary>A claim that goes, or that changes owners, may be what a pod waits for.</summary>
    private void PokeSetsOfClaim(ReplicaChange change, Action<ObjectKey> poke)
    {
        var claim = change.Entry;
        if (change.Type != ChangeType.Deleted && (change.Previous is null || change.Previous.OwnerReferences.SequenceEqual(claim.OwnerReferences)))
        {
            return;
        }

        foreach (var name in Ordinals.SetsOfClaim(claim.Key.Name))
        {
            var key = KnownResources.StatefulSets.Key(claim.Key.Namespace, name);
            if (Replica.Get(key) is not null)
            {
                poke(key);
            }
        }
    }
}
