using Orchestrator.Api.Objects;

namespace Orchestrator.Ledger.Replication;

/// <summary>
/// The current objects of every kind and a window of recent changes, in memory, following the ledger. All reads of the API and of the controllers come from here.
/// Readers never block the follower: lists are immutable snapshots, entries are immutable.
/// </summary>
public interface IReplica
{
    /// <summary>The last revision applied.</summary>
    long Revision { get; }

    /// <summary>Completes when the replica has applied <paramref name="revision"/>.</summary>
    ValueTask WaitForAsync(long revision, CancellationToken cancellationToken);

    /// <summary>Learns the ledger's newest revision, waits until the replica has it, and returns it: what is read afterwards is linearizable.</summary>
    ValueTask<long> CatchUpAsync(CancellationToken cancellationToken);

    /// <summary>One object, or null.</summary>
    ReplicaEntry? Get(ObjectKey key);

    /// <summary>The objects of a resource as they are now, ordered by namespace and name. Taking it costs O(1).</summary>
    ReplicaSnapshot List(GroupResource resource);

    /// <summary>The objects of a resource as they were at a revision, or null when that is older than the window (a real server's 410 Expired) .</summary>
    ReplicaSnapshot? ListAt(GroupResource resource, long revision);

    /// <summary>Changes of a resource after a revision, in order; the watch holds its place until disposed.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="namespaceName">Only this namespace; null for all.</param>
    /// <param name="after">The revision after which to start.</param>
    /// <exception cref="Contract.RevisionCompactedException">The revision is older than the window.</exception>
    IReplicaWatch Watch(GroupResource resource, string? namespaceName, long after);

    /// <summary>
    /// Calls the observer for every change of every kind, in order, on the follower's thread, after it was applied and before <see cref="Revision"/> says so:
    /// who has waited for a revision finds what observers keep up to date as well. Must be quick.
    /// </summary>
    /// <param name="observer">Is called.</param>
    /// <param name="replay">Whether it is first told of every object there is, as a creation, on the caller's thread; nothing is missed or told twice in between.</param>
    IDisposable Subscribe(IReplicaObserver observer, bool replay = false);
}

/// <summary>Is told of each change as it is applied.</summary>
public interface IReplicaObserver
{
    /// <summary>Called on the follower's thread; must not block.</summary>
    void OnChange(ReplicaChange change);
}
