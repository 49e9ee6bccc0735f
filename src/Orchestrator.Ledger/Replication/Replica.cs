using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Replication;

/// <summary>
/// The replica of a silo. A group of records is applied so:
/// <list type="number">
/// <item>Each record goes into the tree and the log of its resource, unseen.</item>
/// <item>The trees are published: reads see the group, all of it in each resource.</item>
/// <item>The logs show the changes to watches, and observers are told.</item>
/// <item>The revision moves: who waited for it goes on.</item>
/// <item>The watches that a change concerns are woken, each once for the group.</item>
/// </list>
/// </summary>
public sealed partial class Replica : IReplica, IAsyncDisposable
{
    private readonly ILedger _ledger;
    private readonly ReplicaOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<GroupResource, ResourceTable> _tables = new();
    private readonly RevisionGate _gate = new();
    private readonly RevisionQuery _query;
    private readonly ReplicaObservers _observers;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _applying = new();
    private readonly List<(ResourceTable Table, ReplicaChange Change)> _group = [];
    private readonly List<ReplicaWatch> _woken = [];
    private long _loaded;
    private Task _following = Task.CompletedTask;

    /// <summary>Makes a replica; it is empty until it was started.</summary>
    public Replica(ILedger ledger, ILogger<Replica> logger, ReplicaOptions? options = null, TimeProvider? time = null)
    {
        _ledger = ledger;
        _logger = logger;
        _options = options ?? ReplicaOptions.Default;
        _time = time ?? TimeProvider.System;
        _query = new RevisionQuery(ledger);
        _observers = new ReplicaObservers(logger);
    }

    /// <inheritdoc/>
    public long Revision => _gate.Revision;

    /// <summary>Loads the current objects and begins to follow the ledger.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be read.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The revision of the snapshot is known when it has been read.
        var records = new List<LedgerRecord>();
        _loaded = await _ledger.ReadCurrentAsync(records.Add, cancellationToken);
        lock (_applying)
        {
            foreach (var record in records)
            {
                TableOf(record.Key.GroupResource).Load(record);
            }

            foreach (var table in _tables.Values)
            {
                table.Publish();
                table.Jump(_loaded, _woken);
            }

            _gate.Reach(_loaded);
            WakeWatches();
        }

        Log.Loaded(_logger, records.Count, _loaded);
        _following = Task.Run(() => FollowAsync(_stop.Token), CancellationToken.None);
    }

    /// <inheritdoc/>
    public ValueTask WaitForAsync(long revision, CancellationToken cancellationToken) => _gate.WaitAsync(revision, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<long> CatchUpAsync(CancellationToken cancellationToken)
    {
        var revision = await _query.AskAsync().WaitAsync(cancellationToken);
        await _gate.WaitAsync(revision, cancellationToken);
        return revision;
    }

    /// <inheritdoc/>
    public ReplicaEntry? Get(ObjectKey key) => _tables.TryGetValue(key.GroupResource, out var table) ? table.Get(key) : null;

    /// <inheritdoc/>
    public ReplicaSnapshot List(GroupResource resource)
    {
        var applied = Revision;
        return TableOf(resource).List(applied);
    }

    /// <inheritdoc/>
    public ReplicaSnapshot? ListAt(GroupResource resource, long revision) => TableOf(resource).ListAt(revision);

    /// <inheritdoc/>
    public IReplicaWatch Watch(GroupResource resource, string? namespaceName, long after) =>
        new ReplicaWatch(TableOf(resource).Log, this, namespaceName, after);

    /// <inheritdoc/>
    public IDisposable Subscribe(IReplicaObserver observer, bool replay = false)
    {
        lock (_applying)
        {
            if (replay)
            {
                foreach (var table in _tables.Values)
                {
                    foreach (var entry in table.List(Revision))
                    {
                        _observers.Tell(observer, new ReplicaChange(ChangeType.Created, entry, null));
                    }
                }
            }

            return _observers.Add(observer);
        }
    }

    /// <summary>Stops following. A container that knows the replica by two names disposes it twice.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
    }

    private ResourceTable TableOf(GroupResource resource) =>
        _tables.GetOrAdd(resource, static (resource, self) => new ResourceTable(resource, self._options, self._time, self._loaded), this);

    private void Apply(IReadOnlyList<LedgerRecord> records)
    {
        lock (_applying)
        {
            // (1)
            for (var i = 0; i < records.Count; i++)
            {
                var table = TableOf(records[i].Key.GroupResource);
                _group.Add((table, table.Edit(records[i])));
            }

            // (2)
            foreach (var (table, _) in _group)
            {
                table.Publish();
            }

            // (3)
            foreach (var (table, change) in _group)
            {
                _observers.Tell(change); // first: what a watcher is told of (a kind, for instance) is there
                table.Reveal(_woken);
            }

            _group.Clear();

            // (4)
            _gate.Reach(records[^1].Revision);

            // (5)
            WakeWatches();
        }
    }

    private void WakeWatches()
    {
        foreach (var watch in _woken)
        {
            watch.Wake();
        }

        _woken.Clear();
    }
}
