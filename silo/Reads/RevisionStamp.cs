using System.Text;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.Reads;

/// <summary>
/// An object's earlier state with a later revision: what a watch with a selector shows of an object that no longer matches, as a real server does.
/// </summary>
internal static class RevisionStamp
{
    /// <summary>The entry with another resourceVersion.</summary>
    public static ReplicaEntry Apply(ReplicaEntry entry, long revision)
    {
        var json = entry.Json.Span;
        var old = Encoding.UTF8.GetBytes($"\"resourceVersion\":\"{entry.Revision}\"");
        var made = Encoding.UTF8.GetBytes($"\"resourceVersion\":\"{revision}\"");
        var at = json.IndexOf(old);
        if (at < 0)
        {
            throw new InvalidOperationException($"{entry.Key} is stored without its resourceVersion {entry.Revision}");
        }

        var stamped = new byte[json.Length - old.Length + made.Length];
        json[..at].CopyTo(stamped);
        made.CopyTo(stamped.AsSpan(at));
        json[(at + old.Length)..].CopyTo(stamped.AsSpan(at + made.Length));
        return new ReplicaEntry { Key = entry.Key, Revision = revision, Json = stamped };
    }
}
