namespace Orchestrator.Ledger.Replication;

/// <summary>The root of a persistent tree of entries. Who holds one holds a snapshot.</summary>
internal readonly struct EntryTree
{
    private static long Edits;

    private readonly EntryNode? _root;

    private EntryTree(EntryNode? root) => _root = root;

    /// <summary>How many entries there are.</summary>
    public int Count => _root?.Total ?? 0;

    /// <summary>The root, or null when there are no entries.</summary>
    public EntryNode? Root => _root;

    /// <summary>A number for an edit that nobody else uses: its nodes are changed in place until the tree is published.</summary>
    public static long NewEdit() => Interlocked.Increment(ref Edits);

    /// <summary>The entry of that name, or null.</summary>
    public ReplicaEntry? Find(string namespaceName, string name) => _root?.Find(namespaceName, name);

    /// <summary>How many entries there are up to a place, itself included.</summary>
    public int CountUpTo(string namespaceName, string name) => _root?.CountUpTo(namespaceName, name) ?? 0;

    /// <summary>The tree with an entry added or replaced.</summary>
    public EntryTree Set(ReplicaEntry entry, long edit)
    {
        if (_root is null)
        {
            return new EntryTree(new EntryLeaf(entry, edit));
        }

        var left = _root.Set(entry, edit, out var right);
        return new EntryTree(right is null ? left : new EntryBranch([left, right], edit));
    }

    /// <summary>The tree without an entry.</summary>
    public EntryTree Remove(string namespaceName, string name, long edit)
    {
        var root = _root?.Remove(namespaceName, name, edit);
        while (root is EntryBranch { Count: 1 } branch)
        {
            root = branch.Children[0];
        }

        return new EntryTree(root);
    }
}
