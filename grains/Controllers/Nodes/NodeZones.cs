using System.Runtime.InteropServices;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>The cluster's zones and which of their nodes are ready.</summary>
internal sealed class NodeZones : IReplicaObserver, IDisposable
{
    private const string Excluded = "node.kubernetes.io/exclude-disruption";
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Zone, bool IsReady, bool IsCounted)> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ZoneHealth> _health = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _failing = new(StringComparer.Ordinal);
    private readonly IDisposable _subscription;

    /// <summary>Follows the replica.</summary>
    public NodeZones(IReplica replica) => _subscription = replica.Subscribe(this, replay: true);

    /// <summary>The zones with nodes.</summary>
    public string[] All
    {
        get
        {
            lock (_lock)
            {
                return [.. _failing.Keys.Union(_health.Keys, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Whether no zone has a node that is ready: then it is more likely the control plane that cannot see them.</summary>
    public bool AllAreDisrupted
    {
        get
        {
            lock (_lock)
            {
                foreach (var health in _health.Values)
                {
                    if (!health.IsDown)
                    {
                        return false;
                    }
                }

                return _health.Count > 0;
            }
        }
    }

    /// <summary>The zone of a node by its labels: region and zone (<c>GetZoneKey</c>).</summary>
    public static string ZoneOf(Node node)
    {
        var labels = node.Metadata.Labels;
        return $"{labels?.GetValueOrDefault("topology.kubernetes.io/region")}:{labels?.GetValueOrDefault("topology.kubernetes.io/zone")}";
    }

    /// <summary>How a zone is.</summary>
    public ZoneHealth HealthOf(string zone)
    {
        lock (_lock)
        {
            return _health.GetValueOrDefault(zone);
        }
    }

    /// <summary>The nodes of a zone that are not ready.</summary>
    public string[] FailingIn(string zone)
    {
        lock (_lock)
        {
            return _failing.TryGetValue(zone, out var names) ? [.. names] : [];
        }
    }

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource != KnownResources.Nodes)
        {
            return;
        }

        var name = change.Entry.Key.Name;
        lock (_lock)
        {
            if (_nodes.Remove(name, out var before))
            {
                Count(name, before, -1);
            }

            if (change.Type != ChangeType.Deleted && change.Entry.As<Node>() is var node && NodeTaints.Ready(node) is { } ready)
            {
                var now = (ZoneOf(node), ready.Status == "True", node.Metadata.Labels?.ContainsKey(Excluded) != true);
                _nodes.Add(name, now);
                Count(name, now, 1);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private void Count(string name, (string Zone, bool IsReady, bool IsCounted) node, int by)
    {
        if (!node.IsReady)
        {
            ref var failing = ref CollectionsMarshal.GetValueRefOrAddDefault(_failing, node.Zone, out _);
            failing ??= new HashSet<string>(StringComparer.Ordinal);
            _ = by > 0 ? failing.Add(name) : failing.Remove(name);
            if (failing.Count == 0)
            {
                _failing.Remove(node.Zone);
            }
        }

        if (!node.IsCounted)
        {
            return;
        }

        ref var health = ref CollectionsMarshal.GetValueRefOrAddDefault(_health, node.Zone, out _);
        health = node.IsReady ? health with { Ready = health.Ready + by } : health with { NotReady = health.NotReady + by };
        if (health.Size == 0)
        {
            _health.Remove(node.Zone);
        }
    }
}
