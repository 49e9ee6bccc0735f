using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Ledger.Replication;

/// <summary>Walks a tree in order from a place on.</summary>
internal struct EntryCursor
{
    private readonly Stack<(EntryBranch Branch, int Next)> _path = new();
    private EntryLeaf? _leaf;
    private int _next;

    /// <summary>Stands before the first entry that comes after the place.</summary>
    public EntryCursor(EntryTree tree, string namespaceName, string name)
    {
        var node = tree.Root;
        while (node is EntryBranch branch)
        {
            var at = branch.Search(namespaceName, name);
            _path.Push((branch, at + 1));
            node = branch.Children[at];
        }

        _leaf = (EntryLeaf?)node;
        var found = _leaf?.Search(namespaceName, name) ?? -1;
        _next = found >= 0 ? found + 1 : ~found;
    }

    /// <summary>Takes the next entry.</summary>
    public bool TryNext([NotNullWhen(true)] out ReplicaEntry? entry)
    {
        while (_leaf is not null)
        {
            if (_next < _leaf.Count)
            {
                entry = _leaf.Entries[_next++];
                return true;
            }

            _leaf = NextLeaf();
            _next = 0;
        }

        entry = null;
        return false;
    }

    private readonly EntryLeaf? NextLeaf()
    {
        while (_path.TryPop(out var place))
        {
            if (place.Next < place.Branch.Count)
            {
                _path.Push((place.Branch, place.Next + 1));
                var node = place.Branch.Children[place.Next];
                while (node is EntryBranch branch)
                {
                    _path.Push((branch, 1));
                    node = branch.Children[0];
                }

                return (EntryLeaf)node;
            }
        }

        return null;
    }
}
