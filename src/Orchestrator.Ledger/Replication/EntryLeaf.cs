namespace Orchestrator.Ledger.Replication;

/// <summary>A leaf: the entries themselves.</summary>
internal sealed class EntryLeaf : EntryNode
{
    private readonly ReplicaEntry[] _entries = new ReplicaEntry[Fanout];

    private EntryLeaf(ReadOnlySpan<ReplicaEntry> entries, long edit)
        : base(edit)
    {
        entries.CopyTo(_entries);
        Count = entries.Length;
        SetFirst();
    }

    /// <summary>A leaf of one entry.</summary>
    public EntryLeaf(ReplicaEntry entry, long edit)
        : this([entry], edit)
    {
    }

    /// <inheritdoc/>
    public override int Total => Count;

    /// <summary>The entries in order.</summary>
    public ReadOnlySpan<ReplicaEntry> Entries => _entries.AsSpan(0, Count);

    /// <inheritdoc/>
    public override ReplicaEntry? Find(string namespaceName, string name)
    {
        var at = Search(namespaceName, name);
        return at >= 0 ? _entries[at] : null;
    }

    /// <inheritdoc/>
    public override int CountUpTo(string namespaceName, string name)
    {
        var at = Search(namespaceName, name);
        return at >= 0 ? at + 1 : ~at;
    }

    /// <inheritdoc/>
    public override EntryNode Set(ReplicaEntry entry, long edit, out EntryNode? right)
    {
        right = null;
        if (!IsOwnedBy(edit))
        {
            return new EntryLeaf(Entries, edit).Set(entry, edit, out right);
        }

        var at = Search(entry.Key.Namespace, entry.Key.Name);
        if (at >= 0)
        {
            _entries[at] = entry;
            SetFirst();
            return this;
        }

        at = ~at;
        if (Count == Fanout)
        {
            // Names that rise, as those of a load in order do, fill the nodes that they leave behind.
            var keep = at == Fanout ? Fanout - 1 : Fanout / 2;
            right = new EntryLeaf(_entries.AsSpan(keep), edit);
            _entries.AsSpan(keep).Clear();
            Count = keep;
            if (at > keep)
            {
                right.Set(entry, edit, out _);
                return this;
            }
        }

        _entries.AsSpan(at, Count - at).CopyTo(_entries.AsSpan(at + 1));
        _entries[at] = entry;
        Count++;
        SetFirst();
        return this;
    }

    /// <inheritdoc/>
    public override EntryNode? Remove(string namespaceName, string name, long edit)
    {
        var at = Search(namespaceName, name);
        if (at < 0)
        {
            return this;
        }

        if (Count == 1)
        {
            return null;
        }

        if (!IsOwnedBy(edit))
        {
            return new EntryLeaf(Entries, edit).Remove(namespaceName, name, edit);
        }

        _entries.AsSpan(at + 1, Count - at - 1).CopyTo(_entries.AsSpan(at));
        _entries[--Count] = null!;
        SetFirst();
        return this;
    }

    /// <summary>The place of a key, or the complement of where it would be.</summary>
    public int Search(string namespaceName, string name)
    {
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            ref readonly var entry = ref _entries[middle];
            var order = Compare(entry.Key.Namespace, entry.Key.Name, namespaceName, name);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    private void SetFirst() => (FirstNamespace, FirstName) = (_entries[0].Key.Namespace, _entries[0].Key.Name);
}
