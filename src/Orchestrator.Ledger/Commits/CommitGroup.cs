using System.Runtime.InteropServices;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Commits;

/// <summary>
/// The batches that share one transaction. The store (1) fills in the revision of every key, (2) calls <see cref="Decide"/>,
/// (3) writes <see cref="Records"/> to the history and each <see cref="KeyState.Newest"/> to the current state.
/// </summary>
internal sealed class CommitGroup
{
    private readonly IReadOnlyList<PendingBatch> _batches;
    private readonly Dictionary<ObjectKey, KeyState> _states = [];
    private readonly List<KeyState> _keys = [];
    private readonly List<LedgerRecord> _records = [];
    private readonly List<long> _batchEnds = [];
    private readonly List<(KeyState State, long Revision, LedgerRecord? Newest)> _undo = [];

    public CommitGroup(IReadOnlyList<PendingBatch> batches)
    {
        _batches = batches;
        foreach (var batch in batches)
        {
            for (var i = 0; i < batch.Mutations.Count; i++)
            {
                var key = batch.Mutations[i].Key;
                ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(_states, key, out var exists);
                if (!exists)
                {
                    _keys.Add(state = new KeyState(key));
                }
            }
        }
    }

    /// <summary>The batches in the order in which they are decided.</summary>
    public IReadOnlyList<PendingBatch> Batches => _batches;

    /// <summary>Every object that the group touches, once.</summary>
    public IReadOnlyList<KeyState> Keys => _keys;

    /// <summary>The records of the batches that passed, in the order of their revisions, which have no gaps.</summary>
    public IReadOnlyList<LedgerRecord> Records => _records;

    /// <summary>For each record the last revision of its batch, so that a reader of the history can tell where a batch ends.</summary>
    public IReadOnlyList<long> BatchEnds => _batchEnds;

    /// <summary>The state of one of the group's keys.</summary>
    public KeyState StateOf(in ObjectKey key) => _states[key];

    /// <summary>Forgets what a failed attempt found out, so that the group can be written again.</summary>
    public void Reset()
    {
        _records.Clear();
        _batchEnds.Clear();
        foreach (var key in _keys)
        {
            (key.Revision, key.RowId, key.Newest) = (0, 0, null);
        }
    }

    /// <summary>Decides batch by batch which hold, and gives the revisions after <paramref name="head"/> to those that do.</summary>
    public void Decide(long head)
    {
        foreach (var batch in _batches)
        {
            var first = _records.Count;
            batch.Decision = Apply(batch.Mutations, head) is { } conflict
                ? Refuse(first, conflict)
                : new CommitResult(_records.GetRange(first, _records.Count - first), null);
            for (var i = first; i < _records.Count; i++)
            {
                _batchEnds.Add(head + _records.Count);
            }

            _undo.Clear();
        }
    }

    private CommitConflict? Apply(IReadOnlyList<Mutation> mutations, long head)
    {
        for (var i = 0; i < mutations.Count; i++)
        {
            var mutation = mutations[i];
            var state = _states[mutation.Key];
            if (!Holds(mutation, state.Revision))
            {
                return new CommitConflict(mutation.Key, mutation.ExpectedRevision, state.Revision);
            }

            var revision = head + _records.Count + 1;
            var record = new LedgerRecord(revision, mutation.Type, mutation.Key, mutation.Document.At(revision)) { Model = mutation.Model };
            _undo.Add((state, state.Revision, state.Newest));
            _records.Add(record);
            state.Newest = record;
            state.Revision = mutation.Type == ChangeType.Deleted ? 0 : revision;
        }

        return null;
    }

    private static bool Holds(in Mutation mutation, long actual) =>
        (mutation.ExpectedRevision == Mutation.Previous || mutation.ExpectedRevision == actual)
        && (mutation.Type == ChangeType.Created) == (actual == 0);

    private CommitResult Refuse(int first, CommitConflict conflict)
    {
        for (var i = _undo.Count - 1; i >= 0; i--)
        {
            var (state, revision, newest) = _undo[i];
            (state.Revision, state.Newest) = (revision, newest);
        }

        // What the batch itself would have made of the object is not what the ledger holds.
        _records.RemoveRange(first, _records.Count - first);
        return new CommitResult([], conflict with { ActualRevision = _states[conflict.Key].Revision });
    }
}
