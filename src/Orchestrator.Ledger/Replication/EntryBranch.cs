namespace Orchestrator.Ledger.Replication;

/// <summary>An inner node.</summary>
internal sealed class EntryBranch : EntryNode
{
    private readonly EntryNode[] _children = new EntryNode[Fanout];
    private int _total;

    public EntryBranch(ReadOnlySpan<EntryNode> children, long edit)
        : base(edit)
    {
        children.CopyTo(_children);
        Count = children.Length;
        Refresh();
    }

    /// <inheritdoc/>
    public override int Total => _total;

    /// <summary>The nodes below, in order.</summary>
    public ReadOnlySpan<EntryNode> Children => _children.AsSpan(0, Count);

    /// <inheritdoc/>
    public override ReplicaEntry? Find(string namespaceName, string name) => _children[Search(namespaceName, name)].Find(namespaceName, name);

    /// <inheritdoc/>
    public override int CountUpTo(string namespaceName, string name)
    {
        var at = Search(namespaceName, name);
        var count = _children[at].CountUpTo(namespaceName, name);
        for (var i = 0; i < at; i++)
        {
            count += _children[i].Total;
        }

        return count;
    }

    /// <inheritdoc/>
    public override EntryNode Set(ReplicaEntry entry, long edit, out EntryNode? right)
    {
        right = null;
        if (!IsOwnedBy(edit))
        {
            return new EntryBranch(Children, edit).Set(entry, edit, out right);
        }

        var at = Search(entry.Key.Namespace, entry.Key.Name);
        _total -= _children[at].Total;
        _children[at] = _children[at].Set(entry, edit, out var added);
        _total += _children[at].Total;
        if (added is null)
        {
            SetFirst();
            return this;
        }

        at++;
        if (Count == Fanout)
        {
            var keep = at == Fanout ? Fanout - 1 : Fanout / 2;
            var other = new EntryBranch(_children.AsSpan(keep), edit);
            _children.AsSpan(keep).Clear();
            Count = keep;
            if (at > keep)
            {
                other.Insert(at - keep, added);
            }
            else
            {
                Insert(at, added);
            }

            Refresh();
            right = other;
            return this;
        }

        Insert(at, added);
        return this;
    }

    /// <inheritdoc/>
    public override EntryNode? Remove(string namespaceName, string name, long edit)
    {
        if (!IsOwnedBy(edit))
        {
            return new EntryBranch(Children, edit).Remove(namespaceName, name, edit);
        }

        var at = Search(namespaceName, name);
        var child = _children[at].Remove(namespaceName, name, edit);
        if (child is null)
        {
            // Nodes that run low are not merged: new names fill them again, and an empty one goes.
            _children.AsSpan(at + 1, Count - at - 1).CopyTo(_children.AsSpan(at));
            _children[--Count] = null!;
        }
        else
        {
            _children[at] = child;
        }

        if (Count == 0)
        {
            return null;
        }

        Refresh();
        return this;
    }

    /// <summary>The child that a key belongs to.</summary>
    public int Search(string namespaceName, string name)
    {
        int low = 1, high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var child = _children[middle];
            (low, high) = Compare(child.FirstNamespace, child.FirstName, namespaceName, name) <= 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return low - 1;
    }

    private void Insert(int at, EntryNode child)
    {
        _children.AsSpan(at, Count - at).CopyTo(_children.AsSpan(at + 1));
        _children[at] = child;
        Count++;
        _total += child.Total;
        SetFirst();
    }

    private void Refresh()
    {
        _total = 0;
        foreach (var child in Children)
        {
            _total += child.Total;
        }

        SetFirst();
    }

    private void SetFirst() => (FirstNamespace, FirstName) = (_children[0].FirstNamespace, _children[0].FirstName);
}
