using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Commits;

/// <summary>One object that a group touches: what the store holds of it, and what the group leaves of it.</summary>
internal sealed class KeyState(ObjectKey key)
{
    /// <summary>The object.</summary>
    public ObjectKey Key { get; } = key;

    /// <summary>Its revision as the store holds it, then as the group's passing batches leave it; 0 when it does not exist.</summary>
    public long Revision { get; set; }

    /// <summary>The store's own identity of the row, when the store has one; 0 when there is no row.</summary>
    public long RowId { get; set; }

    /// <summary>The last change that the group makes to it; null when it makes none.</summary>
    public LedgerRecord? Newest { get; set; }
}
