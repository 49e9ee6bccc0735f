using System.Threading.Channels;
using Orchestrator.Grains.Controllers;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling;

/// <summary>Hands changes of pods and nodes over from the replica's follower to the scheduler's turns, in order.</summary>
internal sealed class SchedulerFeed : IReplicaObserver, IDisposable
{
    private readonly Channel<ReplicaChange> _changes =
        Channel.CreateUnbounded<ReplicaChange>(new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = false });

    private readonly IDisposable _subscription;

    /// <summary>Follows the replica, from everything there is now.</summary>
    public SchedulerFeed(IReplica replica) => _subscription = replica.Subscribe(this, replay: true);

    /// <summary>The changes.</summary>
    public ChannelReader<ReplicaChange> Changes => _changes.Reader;

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        var resource = change.Entry.Key.GroupResource;
        if (resource == KnownResources.Pods || resource == KnownResources.Nodes)
        {
            _changes.Writer.TryWrite(change);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription.Dispose();
        _changes.Writer.TryComplete();
    }
}
