using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Namespaces;

/// <summary>Empties a namespace that is being deleted, of every kind there is, and then lets it go (<c>namespaced_resources_deleter.go</c>).</summary>
internal sealed class NamespaceController : Controller<Namespace>
{
    private const string Finalizer = "kubernetes";

    /// <summary>With so few objects left each one that goes is worth a look; before, only every so many are.</summary>
    private const int Few = 64;

    private readonly NamespaceEmptier _emptier;

    public NamespaceController(ControllerServices services)
        : base("namespace-controller", KnownResources.Namespaces, services) => _emptier = new NamespaceEmptier(services, Client);

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches)
    {
        watches.MappedAny(PokeEnding);
        watches.Mapped(NamespaceEmptier.ApiServices, PokeAllEnding);
    }

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, Namespace value, CancellationToken cancellationToken)
    {
        if (value.Metadata.DeletionTimestamp is null || value.Spec.Finalizers?.Contains(Finalizer) != true)
        {
            return ReconcileResult.Done;
        }

        var review = await _emptier.EmptyAsync(key.Name, cancellationToken);
        await WriteConditionsAsync(key, review, cancellationToken);
        if (review.Failures.Count > 0)
        {
            throw review.Failures[0];
        }

        if (review.MayGo)
        {
            await FinalizeAsync(key, cancellationToken);
            return ReconcileResult.Done;
        }

        return ReconcileResult.Done.Because($"has deleted everything in it, and waits until all of it is gone");
    }

    /// <summary>
    /// The namespace is not there, and yet something was made in it: a create that was let in before the namespace began to go and was committed after it went.
    /// </summary>
    protected override async Task<ReconcileResult> GoneAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        await Replica.CatchUpAsync(cancellationToken);
        if (Replica.Get(key) is null)
        {
            var review = await _emptier.EmptyAsync(key.Name, cancellationToken);
            if (review.Failures.Count > 0)
            {
                throw review.Failures[0];
            }
        }

        return ReconcileResult.Done;
    }

    /// <summary>Whatever goes, or comes, in a namespace that is ending concerns it.</summary>
    private void PokeEnding(ReplicaChange change, Action<ObjectKey> poke)
    {
        var ns = change.Entry.Key.Namespace;
        if (ns.Length == 0 || change.Type == ChangeType.Updated)
        {
            return;
        }

        var key = KnownResources.Namespaces.Key(null, ns);
        if (Replica.Get(key) is { } entry)
        {
            if (entry.DeletionTimestamp is not null && (change.Type == ChangeType.Created || IsWorthALook(change.Entry.Key)))
            {
                poke(key);
            }
        }
        else if (Replica.Get(change.Entry.Key) is not null)
        {
            poke(key);
        }
    }

    private bool IsWorthALook(ObjectKey gone)
    {
        var left = Replica.List(gone.GroupResource).CountAfter(gone.Namespace, (gone.Namespace, ""));
        return left <= Few || left % Few == 0;
    }

    private void PokeAllEnding(ReplicaChange change, Action<ObjectKey> poke)
    {
        foreach (var entry in Replica.List(KnownResources.Namespaces))
        {
            if (entry.DeletionTimestamp is not null)
            {
                poke(entry.Key);
            }
        }
    }

    private async Task WriteConditionsAsync(ObjectKey key, NamespaceReview review, CancellationToken cancellationToken)
    {
        if (Replica.Get(key) is not { } entry)
        {
            return;
        }

        var before = entry.As<Namespace>().Status;
        var after = new NamespaceStatus { Phase = "Terminating", Conditions = NamespaceConditions.Of(before.Conditions ?? [], review, Now) };
        if (StatusPatch.Of(entry.Uid, before, after) is { } patch)
        {
            await Client.PatchAsync(key, patch, "status", cancellationToken);
        }
    }

    private async Task FinalizeAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (Replica.Get(key) is not { } entry)
        {
            return;
        }

        var update = entry.Copy<Namespace>();
        update.Spec.Finalizers!.Remove(Finalizer);
        update.Metadata.ResourceVersion = null;
        var request = new WriteRequest(
            WriteVerb.Update, "v1", "finalize", JsonModel.ToBytes(update), PatchType.None, WriteOptions.None, Caller.Named("system:serviceaccount:kube-system:" + Name));
        var result = await Client.WriteAsync(key, request, cancellationToken);
        if (!result.Succeeded && result.Code != 404)
        {
            throw new ApiException(JsonModel.Read<Api.Models.Meta.V1.Status>(result.Body));
        }
    }
}
