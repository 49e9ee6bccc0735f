namespace Orchestrator.Ledger.Replication;

/// <summary>
/// A node of a persistent B+ tree of entries, ordered by namespace and then name (ordinal). A published node never changes;
/// an edit copies the path that it touches. Nodes carry the number of the edit that made them, and within that edit they are
/// changed in place: a group of changes copies each node once.
/// </summary>
/// <param name="edit">The edit that made the node.</param>
internal abstract class EntryNode(long edit)
{
    /// <summary>How many slots a node has. Small nodes make cheap copies, and four levels hold a million entries.</summary>
    public const int Fanout = 32;

    /// <summary>How many slots are in use.</summary>
    public int Count { get; protected set; }

    /// <summary>How many entries there are below.</summary>
    public abstract int Total { get; }

    /// <summary>The namespace of a key that no key below is less than.</summary>
    public string FirstNamespace { get; protected set; } = "";

    /// <summary>The name of that key.</summary>
    public string FirstName { get; protected set; } = "";

    /// <summary>The entry of that name, or null.</summary>
    public abstract ReplicaEntry? Find(string namespaceName, string name);

    /// <summary>How many entries below are up to a place, itself included.</summary>
    public abstract int CountUpTo(string namespaceName, string name);

    /// <summary>Adds or replaces an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="edit">The edit.</param>
    /// <param name="right">The node that goes to the right of the result, when this one was full.</param>
    /// <returns>The node to use from now on.</returns>
    public abstract EntryNode Set(ReplicaEntry entry, long edit, out EntryNode? right);

    /// <summary>Removes an entry if it is there.</summary>
    /// <returns>The node to use from now on; null when nothing is left.</returns>
    public abstract EntryNode? Remove(string namespaceName, string name, long edit);

    /// <summary>Whether this edit made the node, so that it may be changed in place.</summary>
    protected bool IsOwnedBy(long other) => edit == other;

    /// <summary>Compares two places.</summary>
    public static int Compare(string namespaceA, string nameA, string namespaceB, string nameB)
    {
        if (!ReferenceEquals(namespaceA, namespaceB))
        {
            var order = string.CompareOrdinal(namespaceA, namespaceB);
            if (order != 0)
            {
                return order;
            }
        }

        return string.CompareOrdinal(nameA, nameB);
    }
}
