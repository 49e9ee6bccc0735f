using Orchestrator.Api.Objects;

namespace Orchestrator.Ledger.Contract;

/// <summary>An object's state at a revision, or its end.</summary>
/// <param name="Revision">The ledger's revision of this change; it is also in the JSON as resourceVersion.</param>
/// <param name="Type">What happened.</param>
/// <param name="Key">The object.</param>
/// <param name="Json">UTF-8 JSON; of a deletion the last state with the revision of the deletion. Shared: never written to.</param>
public sealed record LedgerRecord(long Revision, ChangeType Type, ObjectKey Key, ReadOnlyMemory<byte> Json)
{
    /// <summary>The object as its model, where the writer, in this process, gave it along; null for what was read from the store. Never changed.</summary>
    public IKubeObject? Model { get; init; }
}
