using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.StorageVersionMigrations;

/// <summary>
/// Writes each object of a kind without changing it, through the same rules and admission as every write: one that is stored as it would be stored now stays as it is,
/// every other one gets new bytes. A bounded number is under way at once, so that others' writes are not held up.
/// </summary>
/// <param name="client">Who writes.</param>
/// <param name="replica">Where the objects are.</param>
/// <param name="kind">The kind in its storage version.</param>
/// <param name="until">Objects that were written after this revision are in the present version.</param>
internal sealed class ObjectRewriter(IResourceClient client, IReplica replica, KindDescriptor kind, long until)
{
    private const int BatchSize = 64;
    private readonly List<Task<string?>> _batch = new(BatchSize);

    /// <summary>How many objects were looked at.</summary>
    public int Seen { get; private set; }

    /// <summary>How many got new bytes.</summary>
    public int Rewritten { get; private set; }

    /// <summary>Rewrites all of them.</summary>
    /// <param name="isWanted">Whether to go on; asked before each batch.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Why it cannot be done; null when all was well, or nobody wants it any more.</returns>
    /// <exception cref="ApiException">Something is in the way that passes: try again.</exception>
    public async Task<string?> RunAsync(Func<bool> isWanted, CancellationToken cancellationToken)
    {
        foreach (var entry in replica.List(kind.GroupResource))
        {
            if (entry.Revision > until)
            {
                continue;
            }

            _batch.Add(RewriteAsync(entry, cancellationToken));
            if (_batch.Count == BatchSize)
            {
                var failure = await SettleAsync();
                if (failure is not null || !isWanted())
                {
                    return failure;
                }
            }
        }

        return await SettleAsync();
    }

    private async Task<string?> SettleAsync()
    {
        var failures = await Task.WhenAll(_batch);
        _batch.Clear();
        return Array.Find(failures, static failure => failure is not null);
    }

    /// <summary>
    /// It carries uid and resourceVersion. A conflict means that the object was written by somebody else, which migrated it, or made anew; and one that is gone needs
    /// no migration.
    /// </summary>
    private async Task<string?> RewriteAsync(ReplicaEntry entry, CancellationToken cancellationToken)
    {
        Seen++;
        try
        {
            await client.PatchAsync(entry.Key, Unchanged(entry), "", cancellationToken);
            Rewritten += replica.Get(entry.Key)?.Revision == entry.Revision ? 0 : 1;
            return null;
        }
        catch (ApiException gone) when (gone.Status.Code is 404 or 409)
        {
            return null;
        }
        catch (ApiException refused) when (refused.Status.Code is not (429 or >= 500))
        {
            return refused.Message;
        }
        catch (ApiException) when (WhyUnreadable(entry) is not null)
        {
            return WhyUnreadable(entry);
        }
    }

    /// <summary>What is stored may be no object of its kind at all; then another try would not help. Null when it is one.</summary>
    private string? WhyUnreadable(ReplicaEntry entry)
    {
        try
        {
            kind.DecodeStored(entry.Json);
            return null;
        }
        catch (JsonDecodeException problem)
        {
            return $"{entry.Key} cannot be read: {problem.Message}";
        }
    }

    private static byte[] Unchanged(ReplicaEntry entry) => MergePatch.Metadata(writer =>
    {
        writer.WriteString("uid"u8, entry.Uid);
        writer.WriteString("resourceVersion"u8, entry.Revision.ToString(CultureInfo.InvariantCulture));
    });
}
