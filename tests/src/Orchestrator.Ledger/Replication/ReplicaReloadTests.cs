using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Ledger.Sqlite;
using static Orchestrator.Ledger.Tests.Objects;

namespace Orchestrator.Ledger.Tests.Replication;

/// <summary>A replica whose ledger went away for so long that the history was dropped, and one whose ledger fails now and then.</summary>
public sealed class ReplicaReloadTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SqliteLedger? _ledger;

    private SqliteLedger Ledger => _ledger!;

    public Task InitializeAsync()
    {
        _ledger = SqliteLedger.Open(_folder["ledger.db"], partitionSize: 10);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await Ledger.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_starts_over_tells_observers_the_difference_and_cuts_watches_off()
    {
        await Ledger.WriteAsync(Create(Pod("kept")), Create(Pod("changed")), Create(Pod("gone")));
        var gate = new Interrupted(Ledger);
        await using var replica = new Replica(gate, NullLogger<Replica>.Instance);
        await replica.StartAsync(CancellationToken.None);
        var observer = new Recorder();
        replica.Subscribe(observer);
        using var watch = replica.Watch(Pods, null, 3);
        var waiting = watch.WaitAsync(CancellationToken.None);
        var revision = await Ledger.WriteAsync(Update(Pod("changed"), 2), Delete(Pod("gone"), 3), Create(Pod("new")));

        gate.Open(new RevisionCompactedException(3, 5));
        await replica.WaitForAsync(revision, CancellationToken.None);

        (await waiting).ShouldBeFalse();
        replica.List(Pods).Select(entry => (entry.Key.Name, entry.Revision)).ShouldBe([("changed", 4L), ("kept", 1L), ("new", 6L)]);
        observer.Changes.Select(change => (change.Type, change.Entry.Key.Name)).ShouldBe(
            [(ChangeType.Updated, "changed"), (ChangeType.Deleted, "gone"), (ChangeType.Created, "new")], ignoreOrder: true);
        Should.Throw<RevisionCompactedException>(() => replica.Watch(Pods, null, 3));
        await Ledger.WriteAsync(Create(Pod("after")));
        await replica.WaitForAsync(revision + 1, CancellationToken.None);
    }

    [Fact]
    public async Task It_goes_on_when_the_ledger_is_there_again()
    {
        var gate = new Interrupted(Ledger);
        await using var replica = new Replica(gate, NullLogger<Replica>.Instance);
        await replica.StartAsync(CancellationToken.None);
        var revision = await Ledger.WriteAsync(Create(Pod("a")));

        gate.Open(new LedgerUnavailableException("away", new IOException()));

        await replica.WaitForAsync(revision, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromMinutes(2));
        replica.Get(Pod("a")).ShouldNotBeNull();
    }

    private sealed class Recorder : IReplicaObserver
    {
        public List<ReplicaChange> Changes { get; } = [];

        public void OnChange(ReplicaChange change) => Changes.Add(change);
    }

    /// <summary>A ledger whose first follower is kept waiting and then fails.</summary>
    private sealed class Interrupted(ILedger inner) : ILedger
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private int _followers;

        public void Open(Exception failure) => _opened.SetException(failure);

        public async IAsyncEnumerable<IReadOnlyList<LedgerRecord>> FollowAsync(
            long after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            if (Interlocked.Exchange(ref _followers, 1) == 0)
            {
                await _opened.Task.WaitAsync(cancellationToken);
            }

            await foreach (var records in inner.FollowAsync(after, cancellationToken))
            {
                yield return records;
            }
        }

        public ValueTask<long> GetRevisionAsync(CancellationToken cancellationToken) => inner.GetRevisionAsync(cancellationToken);

        public ValueTask<LedgerRecord?> ReadAsync(ObjectKey key, CancellationToken cancellationToken) => inner.ReadAsync(key, cancellationToken);

        public Task<long> ReadCurrentAsync(Action<LedgerRecord> visit, CancellationToken cancellationToken) => inner.ReadCurrentAsync(visit, cancellationToken);

        public Task<CommitResult> CommitAsync(IReadOnlyList<Mutation> batch, CancellationToken cancellationToken) => inner.CommitAsync(batch, cancellationToken);

        public Task<long> CompactAsync(long revision, CancellationToken cancellationToken) => inner.CompactAsync(revision, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
