using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Metadata;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>
/// Settles which pods a job controls: as other controllers do, and besides a pod that is adopted gets the tracking finalizer, and one that is let go loses it.
/// A job that is being deleted adopts and releases nothing.
/// </summary>
internal sealed class JobClaims(ControllerServices services, IResourceClient client)
{
    /// <summary>Its pods, adopted ones included.</summary>
    /// <exception cref="ApiException">A pod that it wanted to adopt changed meanwhile: making another one for it now would be one too many.</exception>
    public async Task<List<ReplicaEntry>> ClaimAsync(Job job, CancellationToken cancellationToken)
    {
        var selector = SelectorOf.Labels(job.Spec.Selector);
        var uid = job.Metadata.Uid!;
        var leaving = job.Metadata.DeletionTimestamp is not null;
        var claimed = new List<ReplicaEntry>();
        foreach (var entry in services.Owners.ControlledBy(uid, KnownResources.Pods))
        {
            if (selector.Matches(entry.Labels))
            {
                claimed.Add(entry);
            }
            else if (!leaving)
            {
                await TryPatchAsync(entry, Patch(entry, entry.OwnerReferences.Where(owner => owner.Uid != uid), Others(entry)), cancellationToken);
            }
        }

        foreach (var entry in leaving ? [] : services.Orphans.In(KnownResources.Pods, job.Metadata.Namespace ?? ""))
        {
            if (selector.Matches(entry.Labels)
                && entry.DeletionTimestamp is null
                && await TryPatchAsync(entry, Patch(entry, [.. entry.OwnerReferences, Owner(job)], Others(entry).Append(JobNames.TrackingFinalizer)), cancellationToken)
                && services.Replica.Get(entry.Key) is { } adopted)
            {
                claimed.Add(adopted);
            }
        }

        return claimed;
    }

    private async Task<bool> TryPatchAsync(ReplicaEntry entry, byte[] patch, CancellationToken cancellationToken)
    {
        try
        {
            await client.PatchAsync(entry.Key, patch, "", cancellationToken);
            return true;
        }
        catch (ApiException gone) when (gone.Status.Code is 404)
        {
            return false;
        }
    }

    private static EntryOwner Owner(Job job)
    {
        var reference = ControllerRefs.To(job);
        return new EntryOwner(reference.ApiVersion, reference.Kind, reference.Name, reference.Uid, true, true);
    }

    private static IEnumerable<string> Others(ReplicaEntry entry) => entry.Metadata.Finalizers.Where(static finalizer => finalizer != JobNames.TrackingFinalizer);

    private static byte[] Patch(ReplicaEntry entry, IEnumerable<EntryOwner> owners, IEnumerable<string> finalizers) =>
        MergePatch.Metadata(writer =>
        {
            writer.WriteString("uid"u8, entry.Uid);
            writer.WriteString("resourceVersion"u8, entry.Revision.ToString(CultureInfo.InvariantCulture));
            ControllerRefs.Write(writer, owners);
            JobFinalizer.Write(writer, finalizers);
        });
}
