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
internal sealed class NamespaceController(ControllerServices services)
    : Controller<Namespace>("namespace-controller", KnownResources.Namespaces, services)
{
    private const string Finalizer = "kubernetes";

    /// <summary>Objects deleted at once, so that the ledger commits them together.</summary>
    private const int Batch = 256;

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches) => watches.MappedAny(PokeEnding);

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, Namespace value, CancellationToken cancellationToken)
    {
        if (value.Metadata.DeletionTimestamp is null || value.Spec.Finalizers?.Contains(Finalizer) != true)
        {
            return ReconcileResult.Done;
        }

        var failures = await DeleteContentAsync(key.Name, cancellationToken);
        var content = NamespaceContent.Of(Services, key.Name);
        await WriteConditionsAsync(key, content, failures, cancellationToken);
        if (failures.Count > 0)
        {
            throw failures[0];
        }

        if (content.IsEmpty)
        {
            await FinalizeAsync(key, cancellationToken);
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
        if (Replica.Get(key) is { DeletionTimestamp: not null })
        {
            poke(key);
        }
    }

    private async Task<List<ApiException>> DeleteContentAsync(string ns, CancellationToken cancellationToken)
    {
        var failures = new List<ApiException>();
        foreach (var resource in NamespaceContent.ResourcesOf(Services))
        {
            foreach (var batch in Replica.List(resource).In(ns).Where(entry => entry.DeletionTimestamp is null).Chunk(Batch))
            {
                var results = await Task.WhenAll(batch.Select(entry => TryDeleteAsync(entry, cancellationToken)));
                failures.AddRange(results.OfType<ApiException>());
            }
        }

        return failures;
    }

    private async Task<ApiException?> TryDeleteAsync(ReplicaEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await Client.DeleteAsync(entry.Key, new WriteOptions { PreconditionUid = entry.Uid, PropagationPolicy = "Background" }, cancellationToken);
            return null;
        }
        catch (ApiException gone) when (gone.Status.Code is 404 or 409)
        {
            return null;
        }
        catch (ApiException refused)
        {
            return refused;
        }
    }

    private async Task WriteConditionsAsync(ObjectKey key, NamespaceContent content, List<ApiException> failures, CancellationToken cancellationToken)
    {
        if (Replica.Get(key) is not { } entry)
        {
            return;
        }

        var before = entry.As<Namespace>().Status;
        var after = new NamespaceStatus { Phase = "Terminating", Conditions = NamespaceConditions.Of(before.Conditions ?? [], content, failures, Now) };
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
