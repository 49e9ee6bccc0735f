using Orchestrator.Api.Errors;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Selectors;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers;

/// <summary>
/// Settles which objects of a resource an owner controls (<c>ControllerRefManager</c>): those of its own that no longer match its selector are let go, matching
/// ones without a controller are adopted. An owner that is being deleted does neither.
/// </summary>
internal sealed class Claims(GroupResource resource, ControllerServices services, IResourceClient client)
{
    /// <summary>Its objects, adopted ones included.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="selector">Its selector.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="isMember">What besides the selector makes an object one of its own; null when nothing does.</param>
    public async Task<List<ReplicaEntry>> ClaimAsync(
        IKubeObject owner, LabelSelector selector, CancellationToken cancellationToken, Func<ReplicaEntry, bool>? isMember = null)
    {
        bool Matches(ReplicaEntry entry) => selector.Matches(entry.Labels) && (isMember is null || isMember(entry));
        var uid = owner.Metadata.Uid!;
        var claimed = new List<ReplicaEntry>();
        var leaving = owner.Metadata.DeletionTimestamp is not null;
        foreach (var entry in services.Owners.ControlledBy(uid, resource))
        {
            if (Matches(entry))
            {
                claimed.Add(entry);
            }
            else if (!leaving)
            {
                await TryPatchAsync(entry, ControllerRefs.ReleasePatch(entry, uid), cancellationToken);
            }
        }

        foreach (var entry in leaving ? [] : services.Orphans.In(resource, owner.Metadata.Namespace ?? ""))
        {
            if (Matches(entry)
                && entry.DeletionTimestamp is null
                && await TryPatchAsync(entry, ControllerRefs.AdoptPatch(entry, owner), cancellationToken)
                && services.Replica.Get(entry.Key) is { } adopted)
            {
                claimed.Add(adopted);
            }
        }

        return claimed;
    }

    /// <summary>False when the object went or changed meanwhile, which brings another look at it.</summary>
    private async Task<bool> TryPatchAsync(ReplicaEntry entry, byte[] patch, CancellationToken cancellationToken)
    {
        try
        {
            await client.PatchAsync(entry.Key, patch, "", cancellationToken);
            return true;
        }
        catch (ApiException overtaken) when (overtaken.Status.Code is 404 or 409)
        {
            return false;
        }
    }
}
