using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Metadata;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Garbage;

/// <summary>Deletes a dependent that has no owner left, and else takes away its references to owners that are gone or go (<c>attemptToDeleteItem</c>).</summary>
internal sealed class DependentCollection(ControllerServices services, OwnerLookup owners, IResourceClient client)
{
    /// <summary>Does what the dependent's owners ask for.</summary>
    /// <returns>False when that cannot be told until another kind is served.</returns>
    public async Task<bool> CollectAsync(ReplicaEntry dependent, CancellationToken cancellationToken)
    {
        var staying = new List<EntryOwner>();
        var waits = false;
        foreach (var owner in dependent.OwnerReferences)
        {
            switch (owners.StateOf(dependent.Key, owner))
            {
                case OwnerState.Unknown:
                    return false;
                case OwnerState.Void:
                    return true;
                case OwnerState.Present:
                    staying.Add(owner);
                    break;
                case OwnerState.WaitingForDependents:
                    waits = true;
                    break;
            }
        }

        if (staying.Count == dependent.OwnerReferences.Count)
        {
            return true;
        }

        try
        {
            await (staying.Count > 0
                ? client.PatchAsync(dependent.Key, ControllerRefs.Patch(dependent, staying), "", cancellationToken)
                : DeleteAsync(dependent, waits, cancellationToken));
        }
        catch (ApiException gone) when (gone.Status.Code == 404)
        {
            // Which is what was wanted.
        }

        return true;
    }

    /// <summary>A dependent of an owner that waits is deleted as its owner is, if it has dependents of its own.</summary>
    private async Task DeleteAsync(ReplicaEntry dependent, bool ownerWaits, CancellationToken cancellationToken)
    {
        var own = ownerWaits ? services.Owners.DependentsOf(dependent.Uid) : [];
        var revision = dependent.Revision;
        if (own.Any(OwnerLookup.IsWaiting))
        {
            // One of those that it would wait for waits as well, maybe for it: it holds up nobody.
            await client.PatchAsync(dependent.Key, ControllerRefs.Patch(dependent, ForegroundCircle.Unblocked(dependent)), "", cancellationToken);
            revision = services.Replica.Get(dependent.Key) is { } now && now.Uid == dependent.Uid ? now.Revision : revision;
        }

        var options = new WriteOptions
        {
            PreconditionUid = dependent.Uid,
            PreconditionResourceVersion = revision.ToString(CultureInfo.InvariantCulture),
            PropagationPolicy = own.Count > 0 ? "Foreground" : PolicyOf(dependent),
        };
        await client.DeleteAsync(dependent.Key, options, cancellationToken);
    }

    /// <summary>What somebody has asked for the dependent itself before holds.</summary>
    private static string PolicyOf(ReplicaEntry dependent) =>
        dependent.Metadata.Finalizers.Contains(GarbageCollector.OrphanFinalizer) ? "Orphan"
        : dependent.Metadata.Finalizers.Contains(GarbageCollector.ForegroundFinalizer) ? "Foreground"
        : "Background";
}
