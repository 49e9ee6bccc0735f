using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Replication;

/// <summary>A change as the replica saw it. One object, shared by all watchers.</summary>
/// <param name="type">What happened.</param>
/// <param name="entry">The new state; of a deletion the last state, with the revision of the deletion.</param>
/// <param name="previous">The state before; null for a creation. A watch with a selector needs it: an object that stops matching is a DELETED event.</param>
public sealed class ReplicaChange(ChangeType type, ReplicaEntry entry, ReplicaEntry? previous)
{
    private byte[]? _encodedEvent;

    /// <summary>What happened.</summary>
    public ChangeType Type { get; } = type;

    /// <summary>The new state; of a deletion the last state, with the revision of the deletion.</summary>
    public ReplicaEntry Entry { get; } = entry;

    /// <summary>The state before; null for a creation.</summary>
    public ReplicaEntry? Previous { get; } = previous;

    /// <summary>The revision of the change.</summary>
    public long Revision => Entry.Revision;

    /// <summary>
    /// The change as an event of a JSON watch stream, with its newline: <c>{"type":"ADDED","object":{...}}</c>.
    /// Made when the first watcher asks for it, and then shared: never written to.
    /// </summary>
    public ReadOnlyMemory<byte> EncodedEvent => _encodedEvent ??= WatchEvent.Encode(Type, Entry.Json.Span);
}
