using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.Reads;

/// <summary>The objects that one answer to a list holds.</summary>
/// <param name="Entries">The objects, in order.</param>
/// <param name="Revision">The revision of the list.</param>
/// <param name="Continue">Where the next page starts; null when this is the last.</param>
/// <param name="Remaining">How many objects follow; null when that is not known.</param>
internal sealed record ListPage(IEnumerable<ReplicaEntry> Entries, long Revision, ContinueToken? Continue, long? Remaining);
