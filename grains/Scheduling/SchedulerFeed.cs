using System.Threading.Channels;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling;

/// <summary>Hands changes of pods, nodes and what else can help a pod over from the replica's follower to the scheduler's turns, in order.</summary>
internal sealed class SchedulerFeed : IReplicaObserver, IDisposable
{
    private readonly Channel<ReplicaChange> _changes =
        Channel.CreateUnbounded<ReplicaChange>(new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = false });

    private readonly HashSet<GroupResource> _resources;
    private readonly IDisposable _subscription;

    /// <summary>Follows the replica, from everything there is now.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="others">Which resources besides pods and nodes.</param>
    public SchedulerFeed(IReplica replica, IEnumerable<GroupResource> others)
    {
        _resources = [KnownResources.Pods, KnownResources.Nodes, .. others];
        _subscription = replica.Subscribe(this, replay: true);
    }

    /// <summary>The changes.</summary>
    public ChannelReader<ReplicaChange> Changes => _changes.Reader;

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (_resources.Contains(change.Entry.Key.GroupResource))
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
