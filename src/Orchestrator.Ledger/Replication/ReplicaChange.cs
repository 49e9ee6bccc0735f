using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Replication;

/// <summary>A change as the replica saw it.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Entry">The new state; of a deletion the last state, with the revision of the deletion.</param>
/// <param name="Previous">The state before; null for a creation. A watch with a selector needs it: an object that stops matching is a DELETED event.</param>
public sealed record ReplicaChange(ChangeType Type, ReplicaEntry Entry, ReplicaEntry? Previous)
{
    /// <summary>The revision of the change.</summary>
    public long Revision => Entry.Revision;
}
