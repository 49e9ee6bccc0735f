using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Actors.Membership;

/// <summary>The membership of a cluster of one.</summary>
internal sealed class SingleSiloMembership : IClusterMembershipService, ILifecycleParticipant<ISiloLifecycle>
{
    private readonly ILocalSiloDetails _silo;
    private volatile Version _current;

    public SingleSiloMembership(ILocalSiloDetails silo)
    {
        _silo = silo;
        _current = new Version(Snapshot(SiloStatus.Created, 1));
    }

    /// <inheritdoc />
    public ClusterMembershipSnapshot CurrentSnapshot => _current.Snapshot;

    /// <inheritdoc />
    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => FollowAsync();

    /// <inheritdoc />
    public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <inheritdoc />
    public Task<bool> TryKill(SiloAddress siloAddress) => Task.FromResult(false);

    /// <inheritdoc />
    public void Participate(ISiloLifecycle lifecycle)
    {
        Func<CancellationToken, Task> Becomes(SiloStatus status) => _ =>
        {
            Publish(status);
            return Task.CompletedTask;
        };

        lifecycle.Subscribe(nameof(SingleSiloMembership), ServiceLifecycleStage.RuntimeInitialize, Becomes(SiloStatus.Joining), Becomes(SiloStatus.Dead));
        lifecycle.Subscribe(nameof(SingleSiloMembership), ServiceLifecycleStage.BecomeActive, Becomes(SiloStatus.Active), Becomes(SiloStatus.ShuttingDown));
    }

    private void Publish(SiloStatus status)
    {
        var last = _current;
        _current = new Version(Snapshot(status, last.Snapshot.Version.Value + 1));
        last.Superseded.SetResult();
    }

    private async IAsyncEnumerable<ClusterMembershipSnapshot> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var version = _current;
            yield return version.Snapshot;
            await version.Superseded.Task.WaitAsync(cancellationToken);
        }
    }

    private ClusterMembershipSnapshot Snapshot(SiloStatus status, long version) => new(
        ImmutableDictionary.Create<SiloAddress, ClusterMember>().Add(_silo.SiloAddress, new ClusterMember(_silo.SiloAddress, status, _silo.Name)),
        new MembershipVersion(version));

    private sealed record Version(ClusterMembershipSnapshot Snapshot)
    {
        public TaskCompletionSource Superseded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
