using Orchestrator.Api.Objects;

namespace Orchestrator.Ledger.Replication;

/// <summary>A snapshot that is the root of a persistent tree.</summary>
internal sealed class TreeSnapshot(GroupResource resource, long revision, EntryTree tree) : ReplicaSnapshot(resource, revision)
{
    /// <inheritdoc/>
    public override int Count => tree.Count;

    /// <inheritdoc/>
    public override ReplicaEntry? Get(string namespaceName, string name) => tree.Find(namespaceName, name);

    /// <inheritdoc/>
    public override int CountAfter(string? namespaceName, (string Namespace, string Name) place)
    {
        // what follows a namespace follows its name with the smallest character appended
        var end = namespaceName is null ? tree.Count : tree.CountUpTo(namespaceName + "\0", "");
        return end - tree.CountUpTo(place.Namespace, place.Name);
    }

    /// <inheritdoc/>
    public override IEnumerable<ReplicaEntry> In(string? namespaceName, (string Namespace, string Name)? after = null)
    {
        // No object has an empty name, so (namespace, "") is the place before the first one.
        var (startNamespace, startName) = (namespaceName ?? "", "");
        if (after is { } place && EntryNode.Compare(place.Namespace, place.Name, startNamespace, startName) > 0)
        {
            (startNamespace, startName) = place;
        }

        var cursor = new EntryCursor(tree, startNamespace, startName);
        while (cursor.TryNext(out var entry) && (namespaceName is null || string.Equals(entry.Key.Namespace, namespaceName, StringComparison.Ordinal)))
        {
            yield return entry;
        }
    }
}
