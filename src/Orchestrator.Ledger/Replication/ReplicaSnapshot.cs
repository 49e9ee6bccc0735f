using System.Collections;
using Orchestrator.Api.Objects;

namespace Orchestrator.Ledger.Replication;

/// <summary>The objects of one resource at one revision, ordered by namespace and then name (ordinal). Immutable.</summary>
/// <param name="resource">The resource.</param>
/// <param name="revision">The revision at which this is the state.</param>
public abstract class ReplicaSnapshot(GroupResource resource, long revision) : IEnumerable<ReplicaEntry>
{
    /// <summary>The resource.</summary>
    public GroupResource Resource { get; } = resource;

    /// <summary>The revision at which this is the state.</summary>
    public long Revision { get; } = revision;

    /// <summary>How many objects there are.</summary>
    public abstract int Count { get; }

    /// <summary>The object of that name, or null.</summary>
    public abstract ReplicaEntry? Get(string namespaceName, string name);

    /// <summary>The objects of one namespace (null: of all), starting after the given place (for continue tokens) or from the beginning.</summary>
    public abstract IEnumerable<ReplicaEntry> In(string? namespaceName, (string Namespace, string Name)? after = null);

    /// <summary>How many objects of one namespace (null: of all) come after a place. Does not walk over them.</summary>
    public abstract int CountAfter(string? namespaceName, (string Namespace, string Name) place);

    /// <inheritdoc/>
    public IEnumerator<ReplicaEntry> GetEnumerator() => In(null).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
