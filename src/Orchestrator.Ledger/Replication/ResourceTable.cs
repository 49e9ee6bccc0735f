using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Replication;

/// <summary>
/// The objects of one resource: the present as the root of a persistent tree, the recent past as the log of changes.
/// One thread changes it, a group of changes at a time; readers take what is published.
/// </summary>
internal sealed class ResourceTable(GroupResource resource, ReplicaOptions options, TimeProvider time, long floor)
{
    /// <summary>Between two kept snapshots so many changes may lie; a list at a revision undoes at most so many.</summary>
    private const int SnapshotDistance = 256;

    private readonly Lock _pastSync = new();
    private readonly Queue<Published> _past = new();
    private Published _published = new(default, floor);
    private EntryTree _edited;
    private long _editedRevision = floor;
    private long _edit;
    private int _sinceSnapshot;

    /// <summary>The window of recent changes.</summary>
    public ChangeLog Log { get; private set; } = new(options, time, floor);

    /// <summary>One object as published, or null.</summary>
    public ReplicaEntry? Get(in ObjectKey key) => Volatile.Read(ref _published).Tree.Find(key.Namespace, key.Name);

    /// <summary>The present.</summary>
    /// <param name="applied">The replica's revision, read before this call: everything up to it has been published.</param>
    public ReplicaSnapshot List(long applied)
    {
        var published = Volatile.Read(ref _published);
        return new TreeSnapshot(resource, Math.Max(applied, published.Revision), published.Tree);
    }

    /// <summary>The state at a revision: the first snapshot after it, without the changes in between. Null when these are no longer known.</summary>
    public ReplicaSnapshot? ListAt(long revision)
    {
        var log = Log;
        var published = Volatile.Read(ref _published);
        if (revision >= published.Revision)
        {
            return new TreeSnapshot(resource, revision, published.Tree);
        }

        lock (_pastSync)
        {
            while (_past.TryPeek(out var oldest) && oldest.Revision < log.Floor)
            {
                _past.Dequeue();
            }

            foreach (var snapshot in _past)
            {
                if (snapshot.Revision >= revision)
                {
                    published = snapshot;
                    break;
                }
            }
        }

        return log.Between(revision, published.Revision) is { } changes
            ? new TreeSnapshot(resource, revision, Undo(published.Tree, changes))
            : null;
    }

    /// <summary>Applies a record to the tree that is being edited and to the log; <see cref="Publish"/> and <see cref="Reveal"/> make it visible.</summary>
    public ReplicaChange Edit(LedgerRecord record)
    {
        _edit = _edit == 0 ? EntryTree.NewEdit() : _edit;
        var previous = _edited.Find(record.Key.Namespace, record.Key.Name);
        var entry = new ReplicaEntry(record.Model) { Key = previous?.Key ?? record.Key, Revision = record.Revision, Json = record.Json };
        if (record.Model is not null)
        {
            // The writer could not know the revision when it made the model.
            record.Model.Metadata.ResourceVersion = record.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        _edited = record.Type == ChangeType.Deleted
            ? _edited.Remove(record.Key.Namespace, record.Key.Name, _edit)
            : _edited.Set(entry, _edit);
        _editedRevision = record.Revision;
        _sinceSnapshot++;
        var change = new ReplicaChange(record.Type, entry, previous);
        Log.Add(change);
        return change;
    }

    /// <summary>Adds an object of the first load.</summary>
    public void Load(LedgerRecord record)
    {
        _edit = _edit == 0 ? EntryTree.NewEdit() : _edit;
        _edited = _edited.Set(new ReplicaEntry { Key = record.Key, Revision = record.Revision, Json = record.Json }, _edit);
    }

    /// <summary>Makes the edited tree the present.</summary>
    public void Publish()
    {
        if (_edit == 0)
        {
            return;
        }

        _edit = 0;
        var published = new Published(_edited, _editedRevision);
        Volatile.Write(ref _published, published);
        if (_sinceSnapshot >= SnapshotDistance)
        {
            _sinceSnapshot = 0;
            lock (_pastSync)
            {
                _past.Enqueue(published);
                while (_past.TryPeek(out var oldest) && oldest.Revision < Log.Floor)
                {
                    _past.Dequeue();
                }
            }
        }
    }

    /// <summary>Lets watches see the changes. Comes after <see cref="Publish"/>: who has seen an event finds its object.</summary>
    public void Reveal(List<ReplicaWatch> woken) => Log.Reveal(woken);

    /// <summary>Begins a new window after a jump, and cuts off those who watch the old one.</summary>
    public void Jump(long revision, List<ReplicaWatch> woken)
    {
        Log.Cut(woken);
        Log = new ChangeLog(options, time, revision);
        _editedRevision = revision;
        Volatile.Write(ref _published, new Published(_edited, revision));
        lock (_pastSync)
        {
            _past.Clear();
        }
    }

    private static EntryTree Undo(EntryTree tree, ReplicaChange[] changes)
    {
        var edit = EntryTree.NewEdit();
        for (var i = changes.Length - 1; i >= 0; i--)
        {
            var key = changes[i].Entry.Key;
            tree = changes[i].Previous is { } previous ? tree.Set(previous, edit) : tree.Remove(key.Namespace, key.Name, edit);
        }

        return tree;
    }

    /// <param name="Tree">The objects.</param>
    /// <param name="Revision">The last change in it; it is the state until the next one.</param>
    private sealed record Published(EntryTree Tree, long Revision);
}
