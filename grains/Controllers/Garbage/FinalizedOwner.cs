using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Metadata;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Garbage;

/// <summary>Does what an owner's deletion asked for before the owner may go: its dependents go first (foreground), or lose their owner (orphan).</summary>
internal sealed class FinalizedOwner(ControllerServices services, BlockingDependents blocking, DependentCollection dependents, IResourceClient client)
{
    /// <summary>Dependents dealt with at once, so that the ledger commits them together.</summary>
    private const int Batch = 256;

    /// <summary>Whether the collector holds the object up.</summary>
    public static bool HasWork(EntryMetadata metadata) =>
        metadata.Finalizers.Contains(GarbageCollector.ForegroundFinalizer) || metadata.Finalizers.Contains(GarbageCollector.OrphanFinalizer);

    /// <summary>Does what can be done now; lets the owner go when all is done.</summary>
    public async Task AdvanceAsync(ReplicaEntry owner, CancellationToken cancellationToken)
    {
        if (owner.Metadata.Finalizers.Contains(GarbageCollector.OrphanFinalizer))
        {
            await EachAsync(owner, dependent => OrphanAsync(dependent, owner.Uid, cancellationToken));
            await ReleaseAsync(owner, GarbageCollector.OrphanFinalizer, cancellationToken);
        }
        else if (owner.Metadata.Finalizers.Contains(GarbageCollector.ForegroundFinalizer))
        {
            if (blocking.Of(owner.Uid) > 0)
            {
                await EachAsync(owner, dependent => dependent.DeletionTimestamp is null ? dependents.CollectAsync(dependent, cancellationToken) : Task.CompletedTask);
                await BreakCirclesAsync(owner, cancellationToken);
            }

            if (blocking.Of(owner.Uid) == 0)
            {
                await ReleaseAsync(owner, GarbageCollector.ForegroundFinalizer, cancellationToken);
            }
        }
    }

    private async Task EachAsync(ReplicaEntry owner, Func<ReplicaEntry, Task> act)
    {
        foreach (var batch in services.Owners.DependentsOf(owner.Uid).Chunk(Batch))
        {
            await Task.WhenAll(batch.Select(act));
        }
    }

    private async Task OrphanAsync(ReplicaEntry dependent, string ownerUid, CancellationToken cancellationToken)
    {
        try
        {
            await client.PatchAsync(dependent.Key, ControllerRefs.ReleasePatch(dependent, ownerUid), "", cancellationToken);
        }
        catch (ApiException gone) when (gone.Status.Code == 404)
        {
            // It needs no owner any more.
        }
    }

    /// <summary>Whoever enters a circle of waiting owners last sees it whole, and opens it at itself.</summary>
    private Task BreakCirclesAsync(ReplicaEntry owner, CancellationToken cancellationToken) =>
        EachAsync(owner, async dependent =>
        {
            if (OwnerLookup.IsWaiting(dependent)
                && ForegroundCircle.Blocks(dependent, owner.Uid)
                && (dependent.Uid == owner.Uid || ForegroundCircle.LeadsBack(services.Owners, dependent, owner.Uid)))
            {
                await client.PatchAsync(dependent.Key, ControllerRefs.Patch(dependent, ForegroundCircle.Unblocked(dependent)), "", cancellationToken);
            }
        });

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
