using System.Globalization;
using System.Text.Json;
using Orchestrator.Api.Errors;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Replication;
using ObjectKey = Orchestrator.Api.Objects.ObjectKey;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>Puts the tracking finalizer on pods and takes it off, whatever else happens to them meanwhile.</summary>
internal sealed class JobFinalizer(IReplica replica, IResourceClient client)
{
    private const int Tries = 5;

    /// <summary>Takes it off the pod of that uid, if it is still there and has it.</summary>
    public async Task RemoveAsync(ObjectKey key, string uid, CancellationToken cancellationToken)
    {
        for (var attempt = 1; replica.Get(key) is { } entry && entry.Uid == uid && entry.Metadata.Finalizers.Contains(JobNames.TrackingFinalizer); attempt++)
        {
            try
            {
                var others = entry.Metadata.Finalizers.Where(static finalizer => finalizer != JobNames.TrackingFinalizer);
                await client.PatchAsync(key, Patch(entry, others), "", cancellationToken);
                return;
            }
            catch (ApiException gone) when (gone.Status.Code is 404)
            {
                return;
            }
            catch (ApiException overtaken) when (overtaken.Status.Code is 409 && attempt < Tries)
            {
                await CatchUpAsync(entry, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Puts it on a pod that runs without it: one that the job was about to give up when it was interrupted, or that somebody meddled with. Such a pod has not been counted,
    /// so it is to be counted when it ends. One that changed meanwhile is looked at again.
    /// </summary>
    public async Task AddAsync(ReplicaEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await client.PatchAsync(entry.Key, Patch(entry, entry.Metadata.Finalizers.Append(JobNames.TrackingFinalizer)), "", cancellationToken);
        }
        catch (ApiException overtaken) when (overtaken.Status.Code is 404 or 409)
        {
            // Its change brings the next look.
        }
    }

    /// <summary>Writes the field <c>finalizers</c> of a patch of metadata.</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<string> finalizers)
    {
        if (!finalizers.Any())
        {
            writer.WriteNull("finalizers"u8);
            return;
        }

        writer.WriteStartArray("finalizers"u8);
        foreach (var finalizer in finalizers)
        {
            writer.WriteStringValue(finalizer);
        }

        writer.WriteEndArray();
    }

    /// <summary>The newer version that got in the way may have been committed by another silo: it is on its way here.</summary>
    private async ValueTask CatchUpAsync(ReplicaEntry entry, CancellationToken cancellationToken)
    {
        if (replica.Get(entry.Key)?.Revision == entry.Revision)
        {
            await replica.CatchUpAsync(cancellationToken);
        }
    }

    private static byte[] Patch(ReplicaEntry entry, IEnumerable<string> finalizers) =>
        MergePatch.Metadata(writer =>
        {
            writer.WriteString("uid"u8, entry.Uid);
            writer.WriteString("resourceVersion"u8, entry.Revision.ToString(CultureInfo.InvariantCulture));
            Write(writer, finalizers);
        });
}
