using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Metadata;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Garbage;

/// <summary>Does what an owner's deletion asked for before the owner may go: its dependents go first (foreground), or lose their owner (orphan).</summary>
internal sealed class FinalizedOwner(ControllerServices services, IResourceClient client)
{
    /// <summary>Whether the collector holds the object up.</summary>
    public static bool HasWork(EntryMetadata metadata) =>
        metadata.Finalizers.Contains(GarbageCollector.ForegroundFinalizer) || metadata.Finalizers.Contains(GarbageCollector.OrphanFinalizer);

    /// <summary>Does what can be done now; lets the owner go when all is done.</summary>
    public async Task AdvanceAsync(ReplicaEntry owner, CancellationToken cancellationToken)
    {
        var dependents = services.Owners.DependentsOf(owner.Uid);
        if (owner.Metadata.Finalizers.Contains(GarbageCollector.OrphanFinalizer))
        {
            await Task.WhenAll(dependents.Select(dependent => client.PatchAsync(dependent.Key, ControllerRefs.ReleasePatch(dependent, owner.Uid), "", cancellationToken)));
            await ReleaseAsync(owner, GarbageCollector.OrphanFinalizer, cancellationToken);
        }
        else if (owner.Metadata.Finalizers.Contains(GarbageCollector.ForegroundFinalizer))
        {
            await DeleteAsync(owner, dependents, cancellationToken);
        }
    }

    private async Task DeleteAsync(ReplicaEntry owner, IReadOnlyList<ReplicaEntry> dependents, CancellationToken cancellationToken)
    {
        var blocking = false;
        var deletes = new List<Task>();
        foreach (var dependent in dependents)
        {
            blocking |= Blocks(dependent, owner.Uid);
            if (dependent.DeletionTimestamp is null)
            {
                deletes.Add(DeleteAsync(dependent, owner.Uid, cancellationToken));
            }
        }

        await Task.WhenAll(deletes);
        if (!blocking)
        {
            await ReleaseAsync(owner, GarbageCollector.ForegroundFinalizer, cancellationToken);
        }
    }

    /// <summary>A dependent that others own too only loses this owner.</summary>
    private async Task DeleteAsync(ReplicaEntry dependent, string ownerUid, CancellationToken cancellationToken)
    {
        try
        {
            if (dependent.OwnerReferences.Count > 1)
            {
                await client.PatchAsync(dependent.Key, ControllerRefs.ReleasePatch(dependent, ownerUid), "", cancellationToken);
                return;
            }

            var policy = services.Owners.DependentsOf(dependent.Uid).Count > 0 ? "Foreground" : "Background";
            await client.DeleteAsync(dependent.Key, new WriteOptions { PreconditionUid = dependent.Uid, PropagationPolicy = policy }, cancellationToken);
        }
        catch (ApiException gone) when (gone.Status.Code is 404)
        {
            // Which is what was wanted.
        }
    }

    private static bool Blocks(ReplicaEntry dependent, string ownerUid) =>
        dependent.OwnerReferences.Any(owner => owner.Uid == ownerUid && owner.BlockOwnerDeletion);

    private async Task ReleaseAsync(ReplicaEntry owner, string finalizer, CancellationToken cancellationToken)
    {
        if (services.Replica.Get(owner.Key) is not { } entry || entry.Uid != owner.Uid || !entry.Metadata.Finalizers.Contains(finalizer))
        {
            return;
        }

        var patch = MergePatch.Metadata(writer =>
        {
            writer.WriteString("uid"u8, entry.Uid);
            writer.WriteString("resourceVersion"u8, entry.Revision.ToString(CultureInfo.InvariantCulture));
            writer.WriteStartArray("finalizers"u8);
            foreach (var other in entry.Metadata.Finalizers.Where(other => other != finalizer))
            {
                writer.WriteStringValue(other);
            }

            writer.WriteEndArray();
        });
        await client.PatchAsync(entry.Key, patch, "", cancellationToken);
    }
}
