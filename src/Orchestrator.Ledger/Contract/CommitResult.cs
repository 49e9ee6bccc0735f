using Orchestrator.Api.Objects;

namespace Orchestrator.Ledger.Contract;

/// <summary>What became of a batch: all of it, or nothing because of one stale expectation.</summary>
/// <param name="Records">The records written, in the order of the batch; empty when the batch was refused.</param>
/// <param name="Conflict">The first mutation whose expectation did not hold, or null.</param>
public sealed record CommitResult(IReadOnlyList<LedgerRecord> Records, CommitConflict? Conflict)
{
    /// <summary>Whether the batch is durable.</summary>
    public bool Committed => Conflict is null;
}

/// <summary>Why a batch was refused.</summary>
/// <param name="Key">The object.</param>
/// <param name="ExpectedRevision">What the mutation expected.</param>
/// <param name="ActualRevision">What the ledger holds; 0 when the object does not exist.</param>
public sealed record CommitConflict(ObjectKey Key, long ExpectedRevision, long ActualRevision);
