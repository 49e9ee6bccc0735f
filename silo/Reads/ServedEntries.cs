using Orchestrator.Api.Kinds;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.Reads;

/// <summary>Objects in the version that a client asked for. Most are stored in that version, and then this costs nothing.</summary>
internal static class ServedEntries
{
    /// <summary>The entry with its JSON as the version of the kind has it.</summary>
    public static ReplicaEntry Of(KindDescriptor kind, ReplicaEntry entry) => kind.Conversion is null
        ? entry
        : new ReplicaEntry { Key = entry.Key, Revision = entry.Revision, Json = kind.Conversion.FromStored(entry.Json) };
}
