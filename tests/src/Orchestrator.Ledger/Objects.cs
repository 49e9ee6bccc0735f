using System.Text;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Tests;

/// <summary>Small objects to store, and the mutations that make, change and delete them.</summary>
internal static class Objects
{
    public static readonly GroupResource Pods = new("", "pods");

    public static ObjectKey Pod(string name, string namespaceName = "default") => new("", "pods", namespaceName, name);

    public static Document Document(string value = "", string metadata = "") => Contract.Document.Find(Encoding.UTF8.GetBytes(
        $$"""{"kind":"Pod","metadata":{{{metadata}}"resourceVersion":"REVISION"},"value":"{{value}}"}"""));

    public static Mutation Create(ObjectKey key, string value = "", string metadata = "") =>
        new(ChangeType.Created, key, 0, Document(value, metadata));

    public static Mutation Update(ObjectKey key, long expected, string value = "", string metadata = "") =>
        new(ChangeType.Updated, key, expected, Document(value, metadata));

    public static Mutation Delete(ObjectKey key, long expected, string value = "") =>
        new(ChangeType.Deleted, key, expected, Document(value));

    public static string Text(this LedgerRecord record) => Encoding.UTF8.GetString(record.Json.Span);

    /// <summary>Commits one batch.</summary>
    public static Task<CommitResult> CommitAsync(this ILedger ledger, params Mutation[] batch) => ledger.CommitAsync(batch, CancellationToken.None);

    /// <summary>Commits one batch that must pass, and returns its last revision.</summary>
    public static async Task<long> WriteAsync(this ILedger ledger, params Mutation[] batch)
    {
        var result = await ledger.CommitAsync(batch, CancellationToken.None);
        result.Conflict.ShouldBeNull();
        return result.Records[^1].Revision;
    }

    public static ValueTask<LedgerRecord?> ReadAsync(this ILedger ledger, ObjectKey key) => ledger.ReadAsync(key, CancellationToken.None);

    public static ValueTask<long> GetRevisionAsync(this ILedger ledger) => ledger.GetRevisionAsync(CancellationToken.None);

    /// <summary>Follows until so many records have come, or two minutes have passed.</summary>
    public static async Task<List<LedgerRecord>> TakeAsync(this ILedger ledger, long after, int count)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var records = new List<LedgerRecord>();
        if (count == 0)
        {
            return records;
        }

        await foreach (var group in ledger.FollowAsync(after, timeout.Token))
        {
            records.AddRange(group);
            if (records.Count >= count)
            {
                break;
            }
        }

        return records;
    }
}
