using Orchestrator.Api.Objects;

namespace Orchestrator.Ledger.Replication;

/// <summary>
/// One object at one revision: its encoded JSON, the little metadata that reads need, and a typed view that is made on demand, once.
/// Immutable; the typed view is shared by all readers and must not be changed by them.
/// </summary>
public sealed class ReplicaEntry
{
    /// <summary>The object's key.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary>Its resourceVersion.</summary>
    public required long Revision { get; init; }

    /// <summary>Its UTF-8 JSON in the storage version of its kind, resourceVersion included.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }
}
