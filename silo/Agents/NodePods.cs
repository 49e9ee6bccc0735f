using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Indexes;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.Agents;

/// <summary>Which pods each node has, kept up to date from the replica, and which connection serves which node.</summary>
internal sealed class NodePods(IReplica replica) : IReplicaObserver
{
    private static readonly GroupResource Pods = new("", "pods");
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<ObjectKey>> _pods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AgentSession> _sessions = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private IDisposable? _subscription;

    /// <summary>The silo is stopping.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Begins to follow the replica.</summary>
    public void Start()
    {
        // Subscribed before listing, so nothing falls in between; what comes twice does no harm.
        _subscription = replica.Subscribe(this);
        foreach (var pod in replica.List(Pods))
        {
            if (NodeOf(pod) is { } node)
            {
                lock (_gate)
                {
                    Set(node).Add(pod.Key);
                }
            }
        }
    }

    /// <summary>Ends the connections.</summary>
    public void Stop()
    {
        _subscription?.Dispose();
        _stopping.Cancel();
    }

    /// <summary>From now on the session serves the node; returns the node's pods. A session that served it before serves it no more.</summary>
    public IReadOnlyList<ObjectKey> Attach(string node, AgentSession session)
    {
        lock (_gate)
        {
            _sessions[node] = session;
            return _pods.TryGetValue(node, out var keys) ? [.. keys] : [];
        }
    }

    /// <summary>The session has ended.</summary>
    public void Detach(AgentSession session)
    {
        lock (_gate)
        {
            foreach (var node in _sessions.Where(s => ReferenceEquals(s.Value, session)).Select(static s => s.Key).ToList())
            {
                _sessions.Remove(node);
            }
        }
    }

    /// <summary>The session that serves a node, or null.</summary>
    public AgentSession? SessionOf(string node)
    {
        lock (_gate)
        {
            return _sessions.GetValueOrDefault(node);
        }
    }

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.Resource != Pods.Resource || change.Entry.Key.Group.Length > 0)
        {
            return;
        }

        var now = change.Type == ChangeType.Deleted ? null : NodeOf(change.Entry);
        var before = change.Previous is null ? null : NodeOf(change.Previous);
        lock (_gate)
        {
            if (before is not null && before != now)
            {
                Set(before).Remove(change.Entry.Key);
                _sessions.GetValueOrDefault(before)?.PodChanged(before, change.Entry.Key);
            }

            if (now is not null)
            {
                Set(now).Add(change.Entry.Key);
                _sessions.GetValueOrDefault(now)?.PodChanged(now, change.Entry.Key);
            }
        }
    }

    private static string? NodeOf(ReplicaEntry pod) => PodNodeIndex.NodeOf(pod) is { Length: > 0 } node ? node : null;

    private HashSet<ObjectKey> Set(string node)
    {
        if (!_pods.TryGetValue(node, out var keys))
        {
            _pods[node] = keys = [];
        }

        return keys;
    }
}
