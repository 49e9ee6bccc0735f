using Orchestrator.Ledger.Contract;

namespace Orchestrator.Grains.Objects.Storage;

/// <summary>
/// What an object's grain keeps through <see cref="LedgerStorage"/>: the newest state known, as the bytes that the replica shares,
/// and, while a write is under way, the mutations to commit.
/// </summary>
public sealed class ObjectState
{
    /// <summary>The object's JSON; empty when it does not exist.</summary>
    public ReadOnlyMemory<byte> Json { get; private set; }

    /// <summary>The object's revision; 0 when it does not exist.</summary>
    public long Revision { get; private set; }

    /// <summary>The newest revision of the object known here, deletions included: whatever the replica shows from before it is old.</summary>
    public long Seen { get; private set; }

    /// <summary>Whether the state is known from the ledger itself (a read or a commit) rather than from the replica, which may lag.</summary>
    public bool Verified { get; private set; }

    /// <summary>Makes the next read go to the ledger: after a conflict, or a commit whose outcome is unknown.</summary>
    public bool ReadLedger { get; set; }

    /// <summary>What the next write commits, in order, all or nothing.</summary>
    public IReadOnlyList<Mutation> Batch { get; set; } = [];

    /// <summary>What the last write committed, in the order of its batch.</summary>
    public IReadOnlyList<LedgerRecord> Committed { get; internal set; } = [];

    /// <summary>Why the last write was refused; null when it was not.</summary>
    public CommitConflict? Conflict { get; internal set; }

    internal void Set(long revision, ReadOnlyMemory<byte> json, bool verified)
    {
        Revision = revision;
        Json = json;
        Seen = Math.Max(Seen, revision);
        Verified = verified;
        ReadLedger = false;
    }

    internal void Clear(long seen, bool verified)
    {
        Set(0, default, verified);
        Seen = Math.Max(Seen, seen);
    }
}
